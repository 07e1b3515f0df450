using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Models;

public class FingerprintTests
{
    /// <summary>Collections are bound to these: they must never change.</summary>
    [Fact]
    public void Fingerprint_OfTheDemoModel_IsWhatItHasAlwaysBeen() => Assert.Equal(
        "1dfa59b8ad309d0e12423fd01a60137c", ClipModel.Load(Path.Combine(Repository.Root, "models", "demo")).Fingerprint);

    [Fact]
    public void Fingerprint_OfAClipInTheLayoutOfTransformersJs_IsWhatItHasAlwaysBeen() => Assert.Equal(
        "5057bd2ad8811ec732155ded2f9ae308",
        ClipModel.Load(SharedData.Require("models-golden", "clip-hf", "transformersjs")).Fingerprint);

    [Fact]
    public void Fingerprint_OfEveryChoice_IsAnother()
    {
        using var folder = new ModelFolder();
        File.Copy(folder.File("onnx/text_model.onnx"), folder.File("onnx/text_model_fp16.onnx"));
        File.Copy(folder.File("onnx/vision_model.onnx"), folder.File("onnx/vision_model_fp16.onnx"));
        var ordinary = new ModelOptions { Folder = folder.Path };
        string[] all =
        [
            .. new[]
            {
                ordinary, ordinary with { Variant = ModelVariant.Fp16 }, ordinary with { Cleaning = ModelCleaning.HuggingFace },
                ordinary with { Cleaning = ModelCleaning.OpenClip }, ordinary with { Template = "a photo of {}" },
                ordinary with { Template = "a drawing of {}" },
            }.Select(static options => ClipModel.Load(options).Fingerprint),
        ];
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Fingerprint_OfTheSameChoiceByName_IsTheSame()
    {
        using var folder = new ModelFolder();
        var ordinary = new ModelOptions { Folder = folder.Path };
        Assert.Equal(ClipModel.Load(ordinary).Fingerprint, ClipModel.Load(ordinary with { Variant = ModelVariant.Fp32 }).Fingerprint);
    }
}
