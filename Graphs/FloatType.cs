namespace Txt2Image.Graphs;

/// <summary>The type of the numbers that a graph computes with. Its inputs and outputs are float32 either way.</summary>
public enum FloatType
{
    /// <summary>float32.</summary>
    Float32,

    /// <summary>float16, for devices that compute faster with it.</summary>
    Float16,
}
