using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Models;

/// <summary>
/// <c>preprocessor_config.json</c> in its old form (<c>size</c> and <c>crop_size</c> are integers) and its new form (objects). Rejects what this
/// library could only approximate.
/// </summary>
internal static class PreprocessorConfig
{
    private const int Bilinear = 2, Bicubic = 3;
    private static readonly string[] Models = ["CLIP", "Siglip", "ChineseCLIP", "AltCLIP"];
    private static readonly string[] Parts = ["FeatureExtractor", "ImageProcessor", "ImageProcessorFast", "Processor"];
    private static readonly string[] Resamplings = ["nearest", "Lanczos", "bilinear", "bicubic", "box", "Hamming"];

    public static ImageSide Read(ModelJson json)
    {
        foreach (var key in (string[])["image_processor_type", "feature_extractor_type", "processor_class"])
        {
            Check(json, key);
        }

        foreach (var step in (string[])["do_resize", "do_rescale"])
        {
            if (!json.Flag(step, absent: true))
            {
                throw NotSupported(json, $"{step} false", "true");
            }
        }

        return new(Tile(json), Normalization(json));
    }

    private static void Check(ModelJson json, string key)
    {
        if (json.Text(key) is not { } name || Models.Any(model => Parts.Any(part => name == model + part)))
        {
            return;
        }

        throw name.StartsWith("Siglip2", StringComparison.Ordinal)
            ? new ModelException($"{json.Path}: {key} {name} belongs to a SigLIP 2 NaFlex, whose image size varies; use one of fixed size.")
            : NotSupported(json, $"{key} {name}", string.Join(", ", Models.Select(model => $"{model}ImageProcessor")));
    }

    private static TileSpec Tile(ModelJson json)
    {
        var (edge, squash) = Size(json);
        var crops = json.Flag("do_center_crop", absent: !squash || json.Has("crop_size"));
        if (!crops && !squash)
        {
            throw NotSupported(json, "do_center_crop false after resizing the shortest edge", "true");
        }

        var size = crops ? CropSize(json) : edge;
        return edge >= size
            ? new(size, edge, TorchvisionCrop: false, squash, ResamplingOf(json))
            : throw new ModelException($"{json.Path}: crop_size {size} is larger than size {edge}; padding is not supported.");
    }

    private static Resampling ResamplingOf(ModelJson json) => (json.Number("resample") ?? Bicubic) switch
    {
        Bicubic => Resampling.Bicubic,
        Bilinear => Resampling.Bilinear,
        var other => throw NotSupported(
            json, $"resample {other}{(other is >= 0 and < 6 ? $" ({Resamplings[(int)other]})" : "")}", "2 (bilinear), 3 (bicubic)"),
    };

    private static (int Edge, bool Squash) Size(ModelJson json)
    {
        if (!json.IsObject("size"))
        {
            return (json.Count("size") ?? throw new ModelException($"{json.Path}: size is missing."), false);
        }

        var size = json.Child("size");
        if (size.Has("height") || size.Has("width"))
        {
            return (Square(json, "size"), true);
        }

        return size.Has("longest_edge") || !size.Has("shortest_edge")
            ? throw NotSupported(json, "a size other than shortest_edge alone, or height and width", "size {\"shortest_edge\": n}")
            : (size.Count("shortest_edge")!.Value, false);
    }

    private static int CropSize(ModelJson json) => json.IsObject("crop_size")
        ? Square(json, "crop_size")
        : json.Count("crop_size") ?? throw new ModelException($"{json.Path}: crop_size is missing.");

    private static int Square(ModelJson json, string key)
    {
        var (height, width) = (json.Child(key).Count("height"), json.Child(key).Count("width"));
        return height is { } size && height == width ? size : throw NotSupported(json, $"{key} {height} x {width}", "a square");
    }

    private static NormalizationSpec Normalization(ModelJson json)
    {
        var rescale = json.Number("rescale_factor") ?? 1 / 255.0;
        return json.Flag("do_normalize", absent: true)
            ? ChannelStatistics.Read(json, "image_mean", "image_std", rescale)
            : new([0, 0, 0], [1, 1, 1], rescale);
    }

    private static ModelException NotSupported(ModelJson json, string found, string supported) =>
        new($"{json.Path}: {found} is not supported; supported: {supported}.");
}
