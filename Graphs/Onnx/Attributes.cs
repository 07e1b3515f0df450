using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>Makes the attributes of nodes.</summary>
internal static class Attributes
{
    private const int FloatType = 1, IntType = 2, IntsType = 7;

    public static AttributeProto Of(string name, long value) => new() { Name = name, I = value, Type = IntType };

    public static AttributeProto Of(string name, float value) => new() { Name = name, F = value, Type = FloatType };

    public static AttributeProto Of(string name, params long[] values) => new() { Name = name, Ints = { values }, Type = IntsType };
}
