namespace Txt2Image.Graphs.Safetensors;

/// <summary>The numbers of a tensor, as safetensors names them.</summary>
internal static class ElementType
{
    public const string Float32 = "F32";
    public const string Float16 = "F16";
    public const string BFloat16 = "BF16";

    /// <summary>The bytes of one number; null if the name is not known.</summary>
    public static int? Size(string name) => name switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        "U16" or "I16" or Float16 or BFloat16 => 2,
        "U32" or "I32" or Float32 => 4,
        "U64" or "I64" or "F64" => 8,
        _ => null,
    };

    public static bool IsConvertible(string name) => name is Float32 or Float16 or BFloat16;
}
