using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models.Layouts;

/// <summary>
/// A pair of graphs that <c>txt2image.json</c> describes, for exports in no known layout. Paths are relative to it. What it leaves out is as in
/// OpenAI's CLIP.
/// </summary>
internal static class OwnLayout
{
    public const string FileName = "txt2image.json";
    private static readonly float[] ClipMean = [0.48145466f, 0.4578275f, 0.40821073f];
    private static readonly float[] ClipStd = [0.26862954f, 0.26130258f, 0.27577711f];

    public static ModelDescription Read(string name, string folder, ModelOptions options)
    {
        var json = ModelJson.Read(Path.Combine(folder, FileName));
        json.AllowOnly("id", "dimension", "text", "image");
        var (text, image) = (json.Child("text"), json.Child("image"));
        text.AllowOnly("graph", "tokenizer", "contextLength", "padId", "padToContext", "openClip");
        image.AllowOnly("graph", "size", "shortestEdge", "resize", "resampling", "crop", "mean", "std");
        var tokenizer = Path.Combine(folder, text.Text("tokenizer") ?? "");
        var rules = new TextRules(
            TokenizerKind.ClipBpe,
            text.Count("contextLength") ?? 77,
            text.Flag("openClip", absent: false),
            text.Flag("padToContext", absent: false));
        var side = TokenizerConfig.Read(tokenizer, rules, options);
        return new()
        {
            Id = json.Text("id") ?? name,
            Text = text.Has("padId") ? side with { PadId = text.Id("padId") } : side,
            Image = Image(image),
            TextGraph = Graph(folder, text),
            VisionGraph = Graph(folder, image),
            Dimension = json.Count("dimension") is { } value ? (value, $"{FileName} says dimension {value}") : null,
            PoolerIsEmbedding = side.Kind is TokenizerKind.Siglip or TokenizerKind.Gemma,
            Configuration = [json.Path, .. TokenizerConfig.Files(tokenizer)],
        };
    }

    private static TowerGraph Graph(string folder, ModelJson json)
    {
        var file = json.Text("graph") ?? throw new ModelException($"{json.Path}: graph is missing.");
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? new(path) : throw new ModelException($"{path}: the file is missing; {FileName} names it.");
    }

    private static ImageSide Image(ModelJson json)
    {
        var size = json.Count("size") ?? throw new ModelException($"{json.Path}: image.size is missing.");
        var edge = json.Count("shortestEdge") ?? size;
        if (edge < size)
        {
            throw new ModelException($"{json.Path}: shortestEdge {edge} is less than size {size}.");
        }

        var squash = json.Choice("resize", "shortest", "squash") == 1;
        var bilinear = json.Choice("resampling", "bicubic", "bilinear") == 1;
        var even = json.Choice("crop", "floor", "even") == 1;
        return new(
            new(size, edge, even, squash, bilinear ? Resampling.Bilinear : Resampling.Bicubic),
            json.Has("mean") || json.Has("std")
                ? ChannelStatistics.Read(json, "mean", "std", 1 / 255.0)
                : new([.. ClipMean], [.. ClipStd], 1 / 255.0));
    }
}
