namespace Txt2Image.Clip.Models.Layouts;

/// <summary>Recognises a model folder's layout by its files, and reads it.</summary>
internal static class Layout
{
    public static ModelDescription Read(ModelFolder folder, ModelOptions options)
    {
        string In(params ReadOnlySpan<string> path) => Path.Combine([folder.Path, .. path]);
        if (File.Exists(In(OwnLayout.FileName)))
        {
            return OwnLayout.Read(folder.Name, folder.Path, options);
        }

        if (GraphFiles.Any(In("textual"), "model") || GraphFiles.Any(In("visual"), "model"))
        {
            return OpenClipLayout.Read(folder.Name, folder.Path, options);
        }

        if (GraphFiles.Any(In("text"), "model") && GraphFiles.Any(In("vision"), "model"))
        {
            var graphs = (Text: Whole(In("text"), "model"), Vision: Whole(In("vision"), "model"));
            return HuggingFaceLayout.Read(new(folder.Name, In("text"), In("text"), In("vision")), graphs, options);
        }

        if (GraphFiles.Any(In("onnx"), "text_model") || GraphFiles.Any(In("onnx"), "vision_model"))
        {
            var graphs = (Whole(In("onnx"), "text_model"), Whole(In("onnx"), "vision_model"));
            return HuggingFaceLayout.Read(new(folder.Name, folder.Path), graphs, options);
        }

        foreach (var place in new[] { folder.Path, In("onnx") }.Where(place => GraphFiles.Any(place, "model")))
        {
            var path = GraphFiles.Choose(place, "model", options.Variant);
            return HuggingFaceLayout.Read(new(folder.Name, folder.Path), (new(path, "text_embeds"), new(path, "image_embeds")), options);
        }

        throw UnknownLayout.Describe(folder.Path);

        TowerGraph Whole(string place, string name) => new(GraphFiles.Choose(place, name, options.Variant));
    }
}
