using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>SigLIP as Immich exports it from open_clip: its tokenizer's class is another one, and its cleaning is open_clip's.</summary>
public sealed class ImmichSiglipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("siglip", "spiece.model", "T5TokenizerFast", 1)]
    [InlineData("siglip2", "tokenizer.model", "GemmaTokenizerFast", 0)]
    public void Encode_EveryGoldenText_GivesOpenClipsIds(string family, string vocabulary, string tokenizer, int pad)
    {
        Write("config.json", """{"embed_dim": 32, "text_cfg": {"context_length": 64, "no_causal_mask": true}}""");
        Write("visual/preprocess_cfg.json", """
            {"size": [64, 64], "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "interpolation": "bicubic", "resize_mode": "squash"}
            """);
        Write("textual/tokenizer_config.json", $$"""{"tokenizer_class": "{{tokenizer}}"}""");
        Write("textual/model.onnx", "");
        Write("visual/model.onnx", "");
        File.Copy(SharedData.Require("models-golden", family, vocabulary), _folder[$"textual/{vocabulary}"]);
        var read = ClipModel.Load(_folder.Path).Tokenizer;
        Assert.Equal((64, true, pad), (read.ContextLength, read.PadsToContext, read.PadId));
        Assert.All(
            GoldenFamily.Read(family).Texts,
            row => Assert.Equal(row.Of("input_ids_openclip"), read.Encode(read.CleanAnyLength(row.Text)).Ids));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], content);
    }
}
