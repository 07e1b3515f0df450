using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Golden;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Models;

public class ClipModelTests
{
    [Fact]
    public void Load_CompleteFolder_IsRead()
    {
        using var folder = new ModelFolder();
        folder.Set("config.json", "_name_or_path", "\"tiny/model\"");
        var model = folder.Load();
        Assert.Equal("tiny/model", model.Id);
        Assert.Equal(TinyTowers.Dimension, model.Dimension);
        Assert.Equal(ModelFolder.Context, model.ContextLength);
        Assert.Equal(new TileSpec(TinyTowers.Size, TinyTowers.Size), model.Tile);
        Assert.Equal([0.5f, 0.4f, 0.3f], model.Normalization.Mean);
        Assert.Equal([0.2f, 0.25f, 0.5f], model.Normalization.Std);
        Assert.Equal(1 / 255.0, model.Normalization.Rescale);
        Assert.Matches("^[0-9a-f]{32}$", model.Fingerprint);
        Assert.Equal("text_model.onnx", Path.GetFileName(model.TextGraph.Path));
    }

    [Fact]
    public void Load_FolderWithoutName_IsCalledAsTheFolder()
    {
        using var folder = new ModelFolder();
        Assert.Equal(Path.GetFileName(folder.Path), ClipModel.Load(folder.Path + "/").Id);
    }

    [Fact]
    public void Load_NewForm_IsReadAsTheOld()
    {
        using var folder = new ModelFolder();
        folder.Write("preprocessor_config.json", """
            {"image_processor_type": "CLIPImageProcessor", "crop_size": {"height": 6, "width": 6}, "size": {"shortest_edge": 8}, "do_rescale": true,
             "rescale_factor": 0.00392156862745098, "do_normalize": false, "do_convert_rgb": true}
            """);
        var model = folder.Load();
        Assert.Equal(new TileSpec(6, 8), model.Tile);
        Assert.Equal(0.00392156862745098, model.Normalization.Rescale);
        Assert.Equal([0f, 0f, 0f], model.Normalization.Mean);
        Assert.Equal([1f, 1f, 1f], model.Normalization.Std);
    }

    [Fact]
    public void Load_SpecialTokens_ComeFromTheTokenizerFiles()
    {
        using var folder = new ModelFolder();
        folder.Write("special_tokens_map.json", """{"bos_token": {"content": "<|startoftext|>"}, "pad_token": "!"}""");
        folder.Write("tokenizer_config.json", """{"tokenizer_class": "CLIPTokenizer", "model_max_length": 10, "pad_token": "cat</w>"}""");
        var tokenizer = folder.Load().Tokenizer;
        Assert.Equal((514, 515, 33), (tokenizer.BeginId, tokenizer.EndId, tokenizer.PadId));
        Assert.Equal(10, tokenizer.ContextLength);
        Assert.Equal([514, 513, 515], tokenizer.Encode("cat").Ids);
    }

    [Fact]
    public void UnknownWords_ListedWords_AreLeftOut()
    {
        using var folder = new ModelFolder();
        folder.Write("known_words.json", """["a", "cat", "on"]""");
        var model = folder.Load();
        Assert.True(model.KnowsOnlyItsWorld);
        Assert.Equal(["zeppelin", "7", "caf\u00e9"], model.UnknownWords("a zeppelin's cat, on 7 caf\u00e9 zeppelin!"));
    }

    [Fact]
    public void UnknownWords_NoList_IsEmpty()
    {
        using var folder = new ModelFolder();
        Assert.False(folder.Load().KnowsOnlyItsWorld);
        Assert.Empty(folder.Load().UnknownWords("a zeppelin"));
    }

    [Theory]
    [InlineData("\u043a\u043e\u0448\u043a\u0430 cat", "\u043a\u043e\u0448\u043a\u0430")]
    [InlineData("\u732b\u3068\u72ac", "\u732b\u3068\u72ac")]
    [InlineData("\u0642\u0637\u0629 and \uace0\uc591\uc774", "\u0642\u0637\u0629 \uace0\uc591\uc774")]
    [InlineData("caf\u00e9 na\u00efve \u1eaft \u03b1 \u212b \ud835\udc00 \ufb01n \ud83d\ude00 7", "")]
    public void UnknownWords_OfAModelOfEnglish_AreThoseInAnotherScript(string cleaned, string unknown)
    {
        using var folder = new ModelFolder();
        Assert.Equal(unknown, string.Join(' ', folder.Load().UnknownWords(cleaned)));
    }

    [Theory]
    [InlineData("siglip2")]
    [InlineData("xlmr")]
    public void UnknownWords_OfAMultilingualModel_AreNone(string name)
    {
        using var golden = GoldenModels.Get(name);
        Assert.Empty(golden.Load().UnknownWords("\u043a\u043e\u0448\u043a\u0430 \u732b"));
    }

    [Theory]
    [InlineData("Cat", "a photo of cat")]
    [InlineData("  fish &amp;amp; CHIPS ", "a photo of fish & chips")]
    [InlineData("{}", "a photo of {}")]
    [InlineData(" ", "")]
    public void Clean_WithATemplate_IsTheWholeSentenceCleanedOnce(string text, string cleaned)
    {
        using var folder = new ModelFolder();
        var model = ClipModel.Load(new ModelOptions { Folder = folder.Path, Template = "A photo of {}" });
        Assert.Equal(cleaned, model.Tokenizer.Clean(text));
    }

    [Fact]
    public void Fingerprint_AnythingThatChangesEmbeddings_ChangesIt()
    {
        using var folder = new ModelFolder();
        var first = folder.Load().Fingerprint;
        Assert.Equal(first, folder.Load().Fingerprint);
        List<string> seen = [first, ClipModel.Load(folder.Path, "other+1").Fingerprint];
        folder.Set("config.json", "comment", "\"no part of it\"");
        Assert.Equal(first, folder.Load().Fingerprint);
        folder.Set("preprocessor_config.json", "image_mean", "[0, 0, 0]");
        seen.Add(folder.Load().Fingerprint);
        folder.Write("merges.txt", "#version: 0.2\nca t</w>\nc a\n");
        seen.Add(folder.Load().Fingerprint);
        TinyTowers.WriteVision(folder.File("onnx/vision_model.onnx"), TinyTowers.Vision with { NotFinite = true });
        seen.Add(folder.Load().Fingerprint);
        folder.Write("onnx/text_model.onnx_data", "weights");
        seen.Add(folder.Load().Fingerprint);
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
    }
}
