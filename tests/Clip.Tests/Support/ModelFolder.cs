using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>A complete tiny model folder that tests can modify.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const int Context = 12;
    private readonly TemporaryFolder _folder = new();

    public ModelFolder(TowerShape? text = null, TowerShape? vision = null)
    {
        var vocabulary = Vocabulary();
        Write("vocab.json", JsonSerializer.Serialize(vocabulary));
        Write("merges.txt", "#version: 0.2\nc a\nca t</w>\n");
        Write("config.json", $$$"""
            {"model_type": "clip", "projection_dim": {{{TinyTowers.Dimension}}},
             "text_config": {"max_position_embeddings": {{{Context}}}, "vocab_size": {{{vocabulary.Count}}}, "eos_token_id": 2},
             "vision_config": {"image_size": {{{TinyTowers.Size}}}}}
            """);
        Write("preprocessor_config.json", $$"""
            {"crop_size": {{TinyTowers.Size}}, "size": {{TinyTowers.Size}}, "resample": 3, "do_resize": true, "do_center_crop": true,
             "do_normalize": true, "image_mean": [0.5, 0.4, 0.3], "image_std": [0.2, 0.25, 0.5]}
            """);
        Directory.CreateDirectory(File("onnx"));
        TinyTowers.WriteText(File("onnx/text_model.onnx"), text ?? TinyTowers.Text, vocabulary.Count);
        TinyTowers.WriteVision(File("onnx/vision_model.onnx"), vision ?? TinyTowers.Vision);
    }

    public string Path => _folder.Path;

    public string File(string name) => _folder[name];

    public void Write(string name, string content) => System.IO.File.WriteAllText(File(name), content);

    /// <summary>Sets one value of a JSON file, by its path ("a.b"); null removes it.</summary>
    public void Set(string file, string path, string? json)
    {
        var root = JsonNode.Parse(System.IO.File.ReadAllText(File(file)))!.AsObject();
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate(root, static (node, key) => node[key]!.AsObject());
        parent.Remove(keys[^1]);
        if (json is not null)
        {
            parent[keys[^1]] = JsonNode.Parse(json);
        }

        Write(file, root.ToJsonString());
    }

    public ClipModel Load() => ClipModel.Load(Path);

    public OnnxTowers LoadTowers() => OnnxTowers.Load(Load(), DeviceName.Cpu, new() { IntraOpThreads = 1 });

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, int> Vocabulary()
    {
        Dictionary<string, int> ids = [];
        foreach (var end in (string[])["", "</w>"])
        {
            var next = 256;
            for (var b = 0; b < 256; b++)
            {
                var printable = b is (>= '!' and <= '~') or (>= 0xa1 and <= 0xac) or >= 0xae;
                ids.Add((char)(printable ? b : next++) + end, ids.Count);
            }
        }

        foreach (var token in (string[])["ca", "cat</w>", "<|startoftext|>", "<|endoftext|>"])
        {
            ids.Add(token, ids.Count);
        }

        return ids;
    }
}
