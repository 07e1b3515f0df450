using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Onnx;

/// <summary>The numbers of a tensor, as ONNX numbers their types.</summary>
internal static class DataTypes
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, Float16 = 10, BFloat16 = 16;

    /// <summary>The name in safetensors of a type whose numbers can be read as float32; null for every other.</summary>
    public static string? Floats(int type) => type switch
    {
        Float => ElementType.Float32,
        Float16 => ElementType.Float16,
        BFloat16 => ElementType.BFloat16,
        _ => null,
    };
}
