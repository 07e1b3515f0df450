namespace Txt2Image.Graphs.Converting;

/// <summary>The files with weights, by their names.</summary>
internal static class WeightFiles
{
    public const string Index = "model.safetensors.index.json";
    public const string Single = "model.safetensors";
    public const string OpenClip = "open_clip_model.safetensors";

    /// <summary>The weights of a transformers checkpoint, the preferred first, as the library has it.</summary>
    public static readonly string[] TransformersNames = [Single, Index];

    /// <summary>The weights of an open_clip checkpoint, the preferred first.</summary>
    public static readonly string[] OpenClipNames = [OpenClip, Single, Index];

    private static readonly string[] Pickles = [".bin", ".pt", ".pth", ".ckpt", ".pkl"];

    /// <summary>The weights of a transformers checkpoint.</summary>
    /// <exception cref="ConversionException">There are none, or in a format that is not read.</exception>
    public static string Transformers(string folder) => First(folder, TransformersNames);

    /// <summary>The weights of an open_clip checkpoint.</summary>
    /// <exception cref="ConversionException">There are none, or in a format that is not read.</exception>
    public static string OfOpenClip(string folder) => First(folder, OpenClipNames);

    /// <summary>Whether a file is one of those that an index names, by its usual name: <c>model-00001-of-00002.safetensors</c>.</summary>
    public static bool IsShard(string path) => path.StartsWith("model-", StringComparison.Ordinal)
        && path.Contains("-of-", StringComparison.Ordinal) && path.EndsWith(".safetensors", StringComparison.Ordinal);

    private static string First(string folder, params string[] names) =>
        names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? throw None(folder, names);

    private static ConversionException None(string folder, string[] names)
    {
        List<string> files = [.. Directory.EnumerateFiles(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        var expected = string.Join(" or ", names);
        if (files.Find(static file => file.StartsWith("adapter_model.", StringComparison.Ordinal)) is { } adapter)
        {
            return new($"{Path.Combine(folder, adapter)}: this is an adapter (LoRA) without its model. Merge it into the model, and save that.");
        }

        if (files.Find(static file => file.EndsWith(".safetensors", StringComparison.Ordinal)) is { } other)
        {
            return new($"{Path.Combine(folder, other)}: a checkpoint's weights are expected in {expected}.");
        }

        return files.Find(static file => Pickles.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)) is { } pickle
            ? new($"{Path.Combine(folder, pickle)}: this format (a pickle) can run code of its maker when it is read, so it is not read. Look for " +
                $"{expected} in the same repository, or save the model again with safe_serialization=True.")
            : new($"{folder}: there are no weights; expected {expected}.");
    }
}
