using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Clip.Inference;

/// <summary>How sessions run. The defaults suit a single process on the machine.</summary>
public sealed record InferenceOptions
{
    /// <summary>
    /// Processor threads that one run is spread over; 0: one per core. A server shares its cores out among the processor devices that are configured,
    /// and takes each device's share for 0.
    /// </summary>
    [Range(0, 1024)]
    public int IntraOpThreads { get; init; }

    /// <summary>
    /// Whether a session's threads also spin between runs: a lone text is then answered sooner, but the cores are busy all the time. During a run
    /// those of a large model always spin while they wait for each other.
    /// </summary>
    public bool Spin { get; init; }

    /// <summary>
    /// The most memory that the arena of a CUDA device may take, in bytes; 0: no limit. Each tower of a model has an arena of its own, so a device
    /// may take twice as much. Other devices ignore it.
    /// </summary>
    [Range(0, 1L << 40)]
    public long DeviceMemoryLimit { get; init; }

    /// <summary>
    /// The gRPC address of a Triton server that runs the towers, such as <c>http://triton:8001</c>, for the devices <c>triton:0</c>, <c>triton:1</c>
    /// and so on. Empty: none.
    /// </summary>
    public string Triton { get; init; } = "";

    /// <summary>How long one batch may take on a Triton server, with its wait there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan TritonDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether products of 8-bit integers overflow on this processor. A test plays another processor.</summary>
    internal Func<bool> ProductsOverflow { get; init; } = IntegerProducts.Overflow;
}
