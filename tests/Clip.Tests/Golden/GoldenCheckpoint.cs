using System.Text.Json.Nodes;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Graphs;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>A checkpoint of the shared data as people find it on a hub, converted, beside the reference's own export of the same weights.</summary>
internal sealed class GoldenCheckpoint : IDisposable
{
    private static readonly Dictionary<string, (string Reference, string Tokenizer, string Images)> All = new(StringComparer.Ordinal)
    {
        ["clip-hf"] = ("clip transformers.js", "clip-hf/transformersjs", "clip-hf/transformersjs"),
        ["siglip"] = ("siglip", "siglip", "siglip"),
        ["siglip2"] = ("siglip2 hugging face's cleaning", "siglip2", "siglip2"),
        ["altclip"] = ("altclip", "altclip", "altclip"),
        ["chinese-clip"] = ("chinese-clip", "chinese-clip", "chinese-clip"),
        ["openclip-vit-quickgelu"] = ("open_clip quick_gelu", "openclip/vit-quickgelu/textual", ""),
        ["openclip-vit-ctx32-pe"] = ("open_clip PE-Core", "openclip/vit-ctx32-pe/textual", ""),
        ["metaclip2-worldwide"] = ("metaclip2", "metaclip2-worldwide/textual", ""),
    };

    private readonly TemporaryFolder _folder = new();

    private GoldenCheckpoint(string name)
    {
        var (reference, tokenizer, images) = All[name];
        Reference = GoldenModels.Get(reference);
        Copy(Path.Combine("checkpoints", name), _ => true);
        Copy(tokenizer, static file => file is not ("config.json" or "model.onnx" or "preprocessor_config.json") && !IsGolden(file));
        if (images.Length > 0)
        {
            Copy(images, static file => file == "preprocessor_config.json");
        }
    }

    public static TheoryData<string> Names => new(All.Keys);

    /// <summary>The reference's export, with its answers.</summary>
    public GoldenModel Reference { get; }

    /// <summary>The checkpoint, which a test may change before it is converted.</summary>
    public string Folder => _folder["checkpoint"];

    /// <summary>The converted model.</summary>
    public string Converted => _folder["converted"];

    public static GoldenCheckpoint Of(string name) => new(name);

    /// <summary>Leaves the tokenizer's class unnamed, so that a conversion does not know the begin token, though the server does.</summary>
    public void HideBegin() => Change("tokenizer_config.json", static config => config["tokenizer_class"] = "PreTrainedTokenizer");

    /// <summary>Changes a JSON file of the checkpoint.</summary>
    public void Change(string file, Action<JsonNode> change)
    {
        var path = Path.Combine(Folder, file);
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    public void Convert(FloatType type = FloatType.Float32)
    {
        using var conversion = Conversion.Open(Folder, type: type);
        conversion.Write(Converted, cancellationToken: TestContext.Current.CancellationToken);
    }

    public ClipModel Load() => ClipModel.Load(new ModelOptions { Folder = Converted, Cleaning = Reference.Cleaning });

    public OnnxTowers LoadTowers() => OnnxTowers.Load(Load(), DeviceName.Cpu, new() { IntraOpThreads = 1 });

    public void Dispose()
    {
        Reference.Dispose();
        _folder.Dispose();
    }

    private static bool IsGolden(string file) => file is "golden.jsonl" or "meta.json" || Path.GetExtension(file) is ".npy" or ".npz";

    private void Copy(string from, Func<string, bool> isWanted)
    {
        Directory.CreateDirectory(Folder);
        var source = SharedData.Require(["models-golden", .. from.Split('/')]);
        foreach (var file in Directory.EnumerateFiles(source).Where(file => isWanted(Path.GetFileName(file))))
        {
            var target = Path.Combine(Folder, Path.GetFileName(file));
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }
}
