using Txt2Image.Clip;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Models;

/// <summary>Errors name what is missing from a model folder or not supported.</summary>
public class ModelErrorsTests
{
    [Theory]
    [InlineData("config.json")]
    [InlineData("preprocessor_config.json")]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    [InlineData("onnx/text_model.onnx")]
    [InlineData("onnx/vision_model.onnx")]
    public void Load_FileMissing_NamesIt(string file)
    {
        using var folder = new ModelFolder();
        File.Delete(folder.File(file));
        AssertSays(folder, Path.GetFileName(file), "missing");
    }

    [Theory]
    [InlineData("config.json", "{", "JSON")]
    [InlineData("config.json", "[]", "object")]
    [InlineData("preprocessor_config.json", "", "JSON")]
    [InlineData("vocab.json", "[1]", "token")]
    [InlineData("vocab.json", "{}", "no token")]
    [InlineData("vocab.json", "{\"a\": 1}", "byte-level")]
    [InlineData("merges.txt", "#version: 0.2\nc a t\n", "merges.txt")]
    [InlineData("merges.txt", "#version: 0.2\nzz qq\n", "merges.txt")]
    [InlineData("tokenizer_config.json", "nonsense", "JSON")]
    [InlineData("special_tokens_map.json", "{\"eos_token\": 3}", "eos_token")]
    [InlineData("special_tokens_map.json", "{\"eos_token\": \"</s>\"}", "</s>")]
    [InlineData("known_words.json", "{}", "list of words")]
    public void Load_FileMalformed_NamesIt(string file, string content, string says)
    {
        using var folder = new ModelFolder();
        folder.Write(file, content);
        AssertSays(folder, file == "special_tokens_map.json" && says == "</s>" ? "vocab.json" : file, says);
    }

    [Theory]
    [InlineData("config.json", "model_type", "\"bert\"", "bert is not supported; supported: clip, siglip, altclip")]
    [InlineData("config.json", "model_type", "\"siglip2\"", "NaFlex")]
    [InlineData("config.json", "model_type", null, "model_type")]
    [InlineData("config.json", "projection_dim", "-3", "projection_dim")]
    [InlineData("config.json", "projection_dim", "\"8\"", "projection_dim")]
    [InlineData("config.json", "text_config", "[]", "text_config")]
    [InlineData("config.json", "vision_config.image_size", "224", "image_size is 224")]
    [InlineData("preprocessor_config.json", "resample", "1", "Lanczos")]
    [InlineData("preprocessor_config.json", "size", "{\"height\": 6, \"width\": 7}", "square")]
    [InlineData("preprocessor_config.json", "size", "{\"shortest_edge\": 6, \"longest_edge\": 9}", "shortest_edge alone")]
    [InlineData("preprocessor_config.json", "size", null, "size")]
    [InlineData("preprocessor_config.json", "size", "4", "larger")]
    [InlineData("preprocessor_config.json", "size", "\"6\"", "size")]
    [InlineData("preprocessor_config.json", "crop_size", "{\"height\": 6, \"width\": 7}", "square")]
    [InlineData("preprocessor_config.json", "crop_size", null, "crop_size")]
    [InlineData("preprocessor_config.json", "do_center_crop", "false", "do_center_crop")]
    [InlineData("preprocessor_config.json", "do_resize", "false", "do_resize")]
    [InlineData("preprocessor_config.json", "do_rescale", "false", "do_rescale")]
    [InlineData("preprocessor_config.json", "do_normalize", "1", "do_normalize")]
    [InlineData("preprocessor_config.json", "image_mean", "[0, 0]", "image_mean")]
    [InlineData("preprocessor_config.json", "image_mean", null, "image_mean")]
    [InlineData("preprocessor_config.json", "image_std", "[1, 0, 1]", "image_std")]
    [InlineData("preprocessor_config.json", "image_processor_type", "\"ViTImageProcessor\"", "ViTImageProcessor")]
    [InlineData("preprocessor_config.json", "image_processor_type", "\"Siglip2ImageProcessor\"", "NaFlex")]
    public void Load_ConfigurationThatIsNotBuilt_NamesFileAndValue(string file, string key, string? value, string says)
    {
        using var folder = new ModelFolder();
        folder.Set(file, key, value);
        AssertSays(folder, file, says);
    }

    [Theory]
    [InlineData("{\"tokenizer_class\": \"LlamaTokenizerFast\"}", "LlamaTokenizer")]
    [InlineData("{\"do_lower_case\": false}", "do_lower_case")]
    public void Load_OtherTokenizer_NamesIt(string content, string says)
    {
        using var folder = new ModelFolder();
        folder.Write("tokenizer_config.json", content);
        AssertSays(folder, "tokenizer_config.json", says);
    }

    [Fact]
    public void Load_SentencePiece_NamesIt()
    {
        using var folder = new ModelFolder();
        File.Delete(folder.File("vocab.json"));
        folder.Write("spiece.model", "x");
        AssertSays(folder, "spiece.model", "SentencePiece");
    }

    [Fact]
    public void Load_DimensionThatNothingSays_NamesTheGraph()
    {
        using var folder = new ModelFolder(vision: TinyTowers.Vision with { DeclaredDimension = null, Opaque = true });
        folder.Set("config.json", "projection_dim", null);
        AssertSays(folder, "vision_model.onnx", "projection_dim");
    }

    [Fact]
    public void Load_VocabularyBeyondTheTable_NamesBoth()
    {
        using var folder = new ModelFolder();
        folder.Set("config.json", "text_config.vocab_size", "515");
        AssertSays(folder, "vocab.json", "vocab_size 515");
    }

    [Fact]
    public void Load_NoFolder_NamesIt() =>
        Assert.Contains("nowhere", Assert.Throws<ModelException>(() => ClipModel.Load("nowhere")).Message, StringComparison.Ordinal);

    private static void AssertSays(ModelFolder folder, string file, string says)
    {
        var e = Assert.Throws<ModelException>(folder.Load);
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }
}
