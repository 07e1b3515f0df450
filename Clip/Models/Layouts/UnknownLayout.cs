namespace Txt2Image.Clip.Models.Layouts;

/// <summary>Says what is wrong with a folder that has no graphs, and what to do.</summary>
internal static class UnknownLayout
{
    private const string Layouts = "A model needs the ONNX graphs of both towers: onnx/text_model.onnx and onnx/vision_model.onnx, " +
        "textual/model.onnx and visual/model.onnx, text/model.onnx and vision/model.onnx, one model.onnx with both, or files named in txt2image.json";

    private static readonly string[] Weights = ["*.safetensors", "*.bin", "*.pt", "*.pth", "*.ckpt", "*.h5", "*.msgpack"];

    public static ModelException Describe(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return new($"{folder}: the folder is empty. {Layouts}.");
        }

        var weights = Weights.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).FirstOrDefault();
        if (weights is not null)
        {
            return new($"{weights}: these are weights without an ONNX graph. Make one of them: txt2image models convert {folder}. Or take a " +
                $"repository that has one, such as those of Xenova, onnx-community or immich-app. {Layouts}.");
        }

        if (Directory.EnumerateDirectories(folder, "models--*").FirstOrDefault() is { } repository)
        {
            return new($"{folder}: this is a cache of several models. Name one of them, such as {repository}.");
        }

        var graphs = Directory.EnumerateFiles(folder, "*.onnx").Select(path => Path.GetFileName(path)).ToList();
        return new(graphs.Count > 0
            ? $"{folder}: the names {string.Join(", ", graphs)} do not say which tower is which. {Layouts}."
            : $"{folder}: the folder has no graph. {Layouts}.");
    }
}
