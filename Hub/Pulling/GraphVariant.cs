namespace Txt2Image.Hub.Pulling;

/// <summary>Which graphs are downloaded, where a repository has several.</summary>
public enum GraphVariant
{
    /// <summary>float32 if it is there, otherwise the only one.</summary>
    Auto,

    /// <summary>float32.</summary>
    Fp32,

    /// <summary>float16 weights.</summary>
    Fp16,

    /// <summary>8-bit weights.</summary>
    Int8,
}
