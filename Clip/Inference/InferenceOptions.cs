namespace Txt2Image.Clip.Inference;

/// <summary>How sessions run. The defaults suit a single process on the machine.</summary>
public sealed record InferenceOptions
{
    /// <summary>Processor threads per run; 0 = one per core. Default 0.</summary>
    public int IntraOpThreads { get; init; }

    /// <summary>
    /// Whether a session's threads spin while they wait for work: a few per cent faster, but cores stay busy between runs. Default false, because
    /// decoding and serving share the cores.
    /// </summary>
    public bool Spin { get; init; }

    /// <summary>The most memory that a CUDA device's arena may take, in bytes; 0 = no limit. Default 0.</summary>
    public long DeviceMemoryLimit { get; init; }
}
