using Txt2Image.Graphs;
using Txt2Image.Hub.Downloads;

namespace Txt2Image.Hub.Pulling;

/// <summary>
/// Chooses the files of a model among all files of a repository: the graphs of both towers in one variant, and the small files that describe them.
/// It knows the layouts that the server loads, by their names.
/// </summary>
/// <param name="Variant">The variant that was chosen.</param>
/// <param name="Graphs">The graphs, and the files with their weights.</param>
/// <param name="Files">All files, with the graphs.</param>
internal sealed record FileChoice(GraphVariant Variant, IReadOnlyList<HubFile> Graphs, IReadOnlyList<HubFile> Files)
{
    /// <summary>Whether the files are weights without graphs, from which the graphs have to be made.</summary>
    public bool IsCheckpoint { get; private init; }

    private const string OwnDescription = "txt2image.json", GraphEnding = ".onnx";
    private static readonly (GraphVariant Variant, string Suffix)[] Suffixes =
    [
        (GraphVariant.Fp32, ""), (GraphVariant.Fp16, "_fp16"), (GraphVariant.Int8, "_int8"), (GraphVariant.Int8, "_quantized"),
        (GraphVariant.Int8, "_uint8"),
    ];

    /// <summary>The graphs of each layout, without suffix, and the folders of its small files; the first that is there is taken.</summary>
    private static readonly (string[] Graphs, string[] Folders)[] Layouts =
    [
        (["textual/model", "visual/model"], ["", "textual", "visual"]),
        (["text/model", "vision/model"], ["", "text", "vision"]),
        (["onnx/text_model", "onnx/vision_model"], [""]),
        (["model"], [""]),
        (["onnx/model"], [""]),
    ];

    private static readonly string[] Descriptions = [".json", ".txt", ".model"];
    private static readonly string[] Pickles = [".bin", ".pt", ".pth", ".ckpt"];
    private static readonly string[] Weights = [".safetensors", ".h5", ".msgpack", .. Pickles];

    /// <param name="origin">The repository or folder, for messages.</param>
    /// <param name="all">All its files.</param>
    /// <param name="variant">The wanted variant.</param>
    /// <exception cref="HubException">It has no graphs, or not this variant.</exception>
    public static FileChoice Of(string origin, IReadOnlyList<HubFile> all, GraphVariant variant)
    {
        if (all.Any(static file => file.Path == OwnDescription))
        {
            HubFile[] named = [.. all.Where(static file => IsDescription(file) || file.Path.Contains(".onnx", StringComparison.Ordinal))];
            return new(GraphVariant.Auto, [.. named.Where(static file => !IsDescription(file))], named);
        }

        foreach (var (graphs, folders) in Layouts)
        {
            var there = Suffixes.Where(one => graphs.All(graph => Has(all, $"{graph}{one.Suffix}.onnx"))).ToList();
            if (there.Count > 0)
            {
                return Of(origin, all, Choose(origin, there, variant), graphs, folders);
            }
        }

        return Checkpoint(origin, all, variant) ?? throw None(origin, all);
    }

    /// <summary>The float32 graphs of both towers, or the one graph of both; none if they are not there.</summary>
    /// <param name="paths">All files of a model.</param>
    public static IReadOnlyList<string> Float32Graphs(IReadOnlyCollection<string> paths)
    {
        var graphs = Layouts.Select(static layout => layout.Graphs.Select(static graph => graph + GraphEnding).ToList())
            .FirstOrDefault(graphs => graphs.TrueForAll(graph => paths.Contains(graph, StringComparer.Ordinal)));
        return paths.Contains(OwnDescription, StringComparer.Ordinal) || graphs is null ? [] : graphs;
    }

    /// <summary>The path of the 8-bit graph beside a float32 graph.</summary>
    public static string Int8Graph(string path) => path[..^GraphEnding.Length] + "_int8" + GraphEnding;

    /// <summary>Weights without graphs, if they can be converted.</summary>
    private static FileChoice? Checkpoint(string origin, IReadOnlyList<HubFile> all, GraphVariant variant)
    {
        if (CheckpointFiles.Choose([.. all.Select(static file => file.Path)]) is not { } paths)
        {
            return null;
        }

        if (variant == GraphVariant.Int8)
        {
            throw new HubException(
                $"{origin} has weights without graphs; fp32 and fp16 graphs are made of them. Pull it without --variant, and then: " +
                "txt2image models quantize NAME");
        }

        HubFile[] files = [.. paths.Select(path => all.First(file => file.Path == path))];
        return new(variant == GraphVariant.Fp16 ? variant : GraphVariant.Fp32, [], files) { IsCheckpoint = true };
    }

    private static FileChoice Of(
        string origin, IReadOnlyList<HubFile> all, (GraphVariant Variant, string Suffix) chosen, string[] graphs, string[] folders)
    {
        HubFile[] weights = [.. all.Where(file => graphs.Any(graph => IsPartOf(file.Path, $"{graph}{chosen.Suffix}.onnx")))];
        HubFile[] descriptions = [.. all.Where(file => IsDescription(file) && folders.Contains(FolderOf(file), StringComparer.Ordinal))];
        return descriptions.Length > 0
            ? new(chosen.Variant, weights, [.. descriptions, .. weights])
            : throw new HubException($"{origin} has graphs, but neither a configuration nor a tokenizer, so it cannot be used as a model.");
    }

    private static (GraphVariant Variant, string Suffix) Choose(
        string origin, List<(GraphVariant Variant, string Suffix)> there, GraphVariant wanted)
    {
        var exact = wanted == GraphVariant.Auto ? GraphVariant.Fp32 : wanted;
        if (there.FindIndex(one => one.Variant == exact) is >= 0 and var at)
        {
            return there[at];
        }

        var names = string.Join(", ", there.Select(static one => one.Variant).Distinct().Select(Name));
        return wanted == GraphVariant.Auto && there.Count == 1
            ? there[0]
            : throw new HubException($"{origin} has no {Name(exact)} graphs; it has {names}. Choose one with --variant.");
    }

    /// <summary>A graph's own file, or one beside it with its weights: <c>model.onnx_data</c>, <c>model.onnx.data</c>.</summary>
    private static bool IsPartOf(string path, string graph) => path.StartsWith(graph, StringComparison.Ordinal);

    private static bool Has(IReadOnlyList<HubFile> all, string path) => all.Any(file => file.Path == path);

    private static bool IsDescription(HubFile file) => Descriptions.Any(end => file.Path.EndsWith(end, StringComparison.Ordinal));

    private static string FolderOf(HubFile file) => file.Path.LastIndexOf('/') is > 0 and var at ? file.Path[..at] : "";

    public static string Name(GraphVariant variant) => variant.ToString().ToLowerInvariant();

    private static HubException None(string origin, IReadOnlyList<HubFile> all)
    {
        bool Has(string[] endings) => all.Any(file => endings.Any(end => file.Path.EndsWith(end, StringComparison.Ordinal)));
        return new(
            $"{origin} has no ONNX graphs of both towers (onnx/text_model.onnx and onnx/vision_model.onnx, textual/ and visual/, " +
            "text/ and vision/, or one model.onnx)" +
            (Has(Pickles) && !Has([".safetensors"])
                ? ", only weights in a format (a pickle) that can run code of its maker when it is read, so it is not read. Look for a " +
                    "repository with the same weights as safetensors, or with graphs: those of Xenova, onnx-community or immich-app."
                : Has(Weights)
                ? ", only weights for other programs. Repositories of Xenova, onnx-community or immich-app have the graphs of many models."
                : ".") +
            " The catalogue: txt2image models list");
    }
}
