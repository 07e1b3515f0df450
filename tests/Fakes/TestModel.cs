using System.Text.Json;
using Txt2Image.Clip.Models;
using Txt2Image.Tests.Support;

namespace Txt2Image.Tests.Fakes;

/// <summary>
/// A model folder without graphs worth loading: a byte-level vocabulary, so that every text has tokens, and fake towers do the rest.
/// </summary>
public static class TestModel
{
    public const int Dimension = 8;

    private static readonly Lazy<ClipModel> Loaded = new(() => ClipModel.Load(WriteFolder(weights: 1)));
    private static readonly Lazy<ClipModel> OtherLoaded = new(() => ClipModel.Load(WriteFolder(weights: 3)));

    public static ClipModel Instance => Loaded.Value;

    /// <summary>A model with other weights.</summary>
    public static ClipModel Other => OtherLoaded.Value;

    private static string WriteFolder(byte weights)
    {
        var folder = new TemporaryFolder().Path;
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        var vocabulary = Vocabulary();
        void Json(string name, object value) => File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value));
        Json("config.json", new
        {
            model_type = "clip",
            projection_dim = Dimension,
            text_config = new { max_position_embeddings = 77, vocab_size = vocabulary.Count },
            vision_config = new { image_size = 16 },
        });
        Json("preprocessor_config.json", new
        {
            do_resize = true,
            size = new { shortest_edge = 16 },
            resample = 3,
            do_center_crop = true,
            crop_size = new { height = 16, width = 16 },
            do_rescale = true,
            rescale_factor = 1 / 255.0,
            do_normalize = true,
            image_mean = new[] { 0.5, 0.5, 0.5 },
            image_std = new[] { 0.5, 0.5, 0.5 },
            do_convert_rgb = true,
        });
        Json("vocab.json", vocabulary);
        File.WriteAllText(Path.Combine(folder, "merges.txt"), "#version: 0.2\n");
        File.WriteAllBytes(Path.Combine(folder, "onnx", "text_model.onnx"), [weights]);
        File.WriteAllBytes(Path.Combine(folder, "onnx", "vision_model.onnx"), [2]);
        return folder;
    }

    /// <summary>All 256 bytes as letters of the byte-level alphabet, inside a word and at its end, then the two special tokens.</summary>
    private static Dictionary<string, int> Vocabulary()
    {
        var printable =
            Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range('¡', '¬' - '¡' + 1)).Concat(Enumerable.Range('®', 'ÿ' - '®' + 1)).ToList();
        var letters = printable.Concat(Enumerable.Range(0, 256 - printable.Count).Select(i => 256 + i)).Select(c => ((char)c).ToString()).ToList();
        List<string> units = [.. letters, .. letters.Select(letter => letter + "</w>"), "<|startoftext|>", "<|endoftext|>"];
        return units.Select((unit, id) => (unit, id)).ToDictionary(pair => pair.unit, pair => pair.id);
    }
}
