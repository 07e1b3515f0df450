using Txt2Image.Onnx;

namespace Txt2Image.Clip.Onnx;

/// <summary>
/// How many bits the weights of a graph's integer products have: 7 if nothing is noted. With 8, processors that add two products in 16 bits
/// overflow, so such a graph is marked.
/// </summary>
internal static class WeightBits
{
    public const int Safe = 7, All = 8;
    private const string Key = "txt2image.weight_bits";

    public static int Of(ModelProto model) =>
        model.MetadataProps.Any(static entry => entry is { Key: Key, Value: "8" }) ? All : Safe;

    /// <summary>Marks a graph. Those of 7 bits are left as they are, so that their fingerprints stay the same.</summary>
    public static void Note(ModelProto model, int bits)
    {
        if (bits == All)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = Key, Value = "8" });
        }
    }
}
