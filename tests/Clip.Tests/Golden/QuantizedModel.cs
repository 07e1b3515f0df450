using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Graphs;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>A model with its 8-bit graphs beside the float32 ones, and things to embed.</summary>
internal sealed class QuantizedModel : IDisposable
{
    public const string Demo = "demo", Converted = "converted ";
    private readonly TemporaryFolder _folder = new();
    private readonly string _name;
    private readonly ModelCleaning _cleaning;

    private QuantizedModel(string name, int weightBits)
    {
        _name = name;
        if (name == Demo)
        {
            Copy(Path.Combine(Repository.Root, "models", "demo"), _folder.Path);
        }
        else if (name.StartsWith(Converted, StringComparison.Ordinal))
        {
            using var checkpoint = GoldenCheckpoint.Of(name[Converted.Length..]);
            checkpoint.Convert();
            Copy(checkpoint.Converted, _folder.Path);
            (_cleaning, Texts) = (checkpoint.Reference.Cleaning, [.. checkpoint.Reference.Golden.Texts.Select(static row => row.Text)]);
        }
        else
        {
            using var golden = GoldenModels.Get(name);
            Copy(golden.Folder(), _folder.Path);
            (_cleaning, Texts) = (golden.Cleaning, [.. golden.Golden.Texts.Select(static row => row.Text)]);
        }

        foreach (var graph in Graphs)
        {
            using var quantization = Quantization.Open(graph, weightBits);
            quantization.Write(Int8(graph), cancellationToken: TestContext.Current.CancellationToken);
            Products += quantization.Products;
        }
    }

    /// <summary>The float32 graphs.</summary>
    public IReadOnlyList<string> Graphs => [.. Directory.EnumerateFiles(_folder.Path, "*model.onnx", SearchOption.AllDirectories)];

    public int Products { get; }

    /// <summary>The texts of the reference, or for the demo model a hundred of its words.</summary>
    public IReadOnlyList<string> Texts { get; } =
    [
        .. from colour in new[] { "red", "blue", "green", "yellow", "black", "white", "small", "two", "a", "old" }
           from thing in new[] { "car", "dog", "cat on a table", "house", "tree", "boat in the sea", "bird", "flower", "man with a horse", "train" }
           select $"{colour} {thing}",
    ];

    public static QuantizedModel Of(string name, int weightBits = Quantization.FewestBits) => new(name, weightBits);

    public static string Int8(string graph) => graph[..^".onnx".Length] + "_int8.onnx";

    public ClipModel Load(ModelVariant variant) =>
        ClipModel.Load(new ModelOptions { Folder = _folder.Path, Cleaning = _cleaning, Variant = variant });

    public OnnxTowers LoadTowers(ModelVariant variant) => OnnxTowers.Load(Load(variant), DeviceName.Cpu, new() { IntraOpThreads = 1 });

    public ReadOnlyMemory<int>[] Sequences()
    {
        var tokenizer = Load(ModelVariant.Fp32).Tokenizer;
        return [.. Texts.Select(text => tokenizer.Encode(tokenizer.CleanAnyLength(text)).Ids.AsMemory())];
    }

    public ReadOnlyMemory<byte>[] Tiles()
    {
        var (preparer, spec) = (new ImagePreparer(new()), Load(ModelVariant.Fp32).Tile);
        return [.. GoldenFamily.Images().Select(image => preparer.Tile(image.File, spec).AsMemory())];
    }

    public override string ToString() => _name;

    public void Dispose() => _folder.Dispose();

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }
}
