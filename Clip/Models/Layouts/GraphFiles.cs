namespace Txt2Image.Clip.Models.Layouts;

/// <summary>Chooses a graph among the variants that a folder has: <c>text_model.onnx</c>, <c>text_model_fp16.onnx</c> and so on.</summary>
internal static class GraphFiles
{
    private static readonly (ModelVariant Variant, string Suffix)[] Suffixes =
    [
        (ModelVariant.Fp32, ""), (ModelVariant.Fp16, "_fp16"), (ModelVariant.Int8, "_int8"), (ModelVariant.Int8, "_quantized"),
        (ModelVariant.Int8, "_uint8"),
    ];

    /// <summary>Whether a folder has a graph of this name, in any variant.</summary>
    public static bool Any(string folder, string name) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, name + "*.onnx").Any();

    public static string Choose(string folder, string name, ModelVariant variant)
    {
        var there = Suffixes.Select(one => (one.Variant, Path: Path.Combine(folder, $"{name}{one.Suffix}.onnx")))
            .Where(one => File.Exists(one.Path)).ToList();
        var wanted = variant == ModelVariant.Auto && there.Count != 1 ? ModelVariant.Fp32 : variant;
        if (there.Find(one => wanted == ModelVariant.Auto || one.Variant == wanted) is { Path: { } path })
        {
            return path;
        }

        var expected = Path.Combine(folder, name + Suffixes.First(one => wanted == ModelVariant.Auto || one.Variant == wanted).Suffix + ".onnx");
        throw new ModelException(there.Count == 0
            ? $"{expected}: the file is missing; a model needs the graphs of both towers."
            : $"{expected}: the file is missing. The folder has {string.Join(", ", there.Select(one => Path.GetFileName(one.Path)))}: choose one "
                + "with Model:Variant.");
    }
}
