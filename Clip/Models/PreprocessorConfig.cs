using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Models;

/// <summary>
/// <c>preprocessor_config.json</c> in its old form (<c>size</c> and <c>crop_size</c> are integers) and its new form (objects). Rejects what this
/// library could only approximate.
/// </summary>
internal static class PreprocessorConfig
{
    private const int Bicubic = 3;
    private static readonly string[] Processors = ["CLIPFeatureExtractor", "CLIPImageProcessor", "CLIPImageProcessorFast", "CLIPProcessor"];
    private static readonly string[] Resamplings = ["nearest", "Lanczos", "bilinear", "bicubic", "box", "Hamming"];

    public static (TileSpec Tile, NormalizationSpec Normalization) Read(ModelJson json)
    {
        foreach (var key in (string[])["image_processor_type", "feature_extractor_type", "processor_class"])
        {
            if (json.Text(key) is { } name && !Processors.Contains(name, StringComparer.Ordinal))
            {
                throw NotSupported(json, $"{key} {name}", string.Join(", ", Processors));
            }
        }

        var resample = json.Number("resample") ?? Bicubic;
        if (resample != Bicubic)
        {
            var name = resample is >= 0 and < 6 ? $" ({Resamplings[(int)resample]})" : string.Empty;
            throw NotSupported(json, $"resample {resample}{name}", "3 (bicubic)");
        }

        foreach (var step in (string[])["do_resize", "do_center_crop", "do_rescale"])
        {
            if (!json.Flag(step, absent: true))
            {
                throw NotSupported(json, $"{step} false", "true");
            }
        }

        return (Tile(json), Normalization(json));
    }

    private static TileSpec Tile(ModelJson json)
    {
        var size = CropSize(json);
        var edge = ShortestEdge(json);
        return edge >= size
            ? new(size, edge)
            : throw new ModelException($"{json.Path}: crop_size {size} is larger than size {edge}; padding is not supported.");
    }

    private static int ShortestEdge(ModelJson json)
    {
        if (!json.IsObject("size"))
        {
            return json.Count("size") ?? throw new ModelException($"{json.Path}: size is missing.");
        }

        var size = json.Child("size");
        if (size.Has("longest_edge") || !size.Has("shortest_edge"))
        {
            throw NotSupported(json, "a size other than shortest_edge alone (an exact size distorts the picture)", "size {\"shortest_edge\": n}");
        }

        return size.Count("shortest_edge")!.Value;
    }

    private static int CropSize(ModelJson json)
    {
        if (!json.IsObject("crop_size"))
        {
            return json.Count("crop_size") ?? throw new ModelException($"{json.Path}: crop_size is missing.");
        }

        var crop = json.Child("crop_size");
        var (height, width) = (crop.Count("height"), crop.Count("width"));
        return height is { } size && height == width ? size : throw NotSupported(json, $"crop_size {height} x {width}", "a square");
    }

    private static NormalizationSpec Normalization(ModelJson json)
    {
        var rescale = json.Number("rescale_factor") ?? 1 / 255.0;
        if (!json.Flag("do_normalize", absent: true))
        {
            return new([0, 0, 0], [1, 1, 1], rescale);
        }

        var mean = json.Numbers("image_mean", 3) ?? throw new ModelException($"{json.Path}: image_mean is missing.");
        var std = json.Numbers("image_std", 3) ?? throw new ModelException($"{json.Path}: image_std is missing.");
        return std.All(static value => value > 0)
            ? new([.. mean], [.. std], rescale)
            : throw new ModelException($"{json.Path}: image_std contains a value that is not positive.");
    }

    private static ModelException NotSupported(ModelJson json, string found, string supported) =>
        new($"{json.Path}: {found} is not supported; supported: {supported}.");
}
