namespace Txt2Image.Clip.Inference;

/// <summary>How sessions run. The defaults suit one process that has the machine for itself.</summary>
public sealed record InferenceOptions
{
    /// <summary>Threads that one run is spread over on the processor; 0 = one for each core. Default 0.</summary>
    public int IntraOpThreads { get; init; }

    /// <summary>
    /// Whether a session's threads wait for work by spinning: a few per cent faster, at the price of a busy core between runs. Default false,
    /// because decoding and serving share the cores.
    /// </summary>
    public bool Spin { get; init; }

    /// <summary>The most memory that the arena of a CUDA device takes, in bytes; 0 = no limit. Default 0.</summary>
    public long DeviceMemoryLimit { get; init; }
}
