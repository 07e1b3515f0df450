using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>What a text tower gives its graph.</summary>
public sealed class TextTowerTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Encode_TextsOfDifferentLengths_ArePaddedAndThePaddingIsMasked(bool isOpenClip, int maskOfAPadId)
    {
        var model = Describe(isOpenClip, padsToContext: false);
        var session = PlayedSession.Text(model);
        using var tower = new TextTower(model, session);

        tower.Encode([new[] { 514, 3, 1, 515 }, new[] { 514, 515 }]);

        Assert.Equal([514, 3, 1, 515, 514, 515, 3, 3], session.Inputs["input_ids"]);
        Assert.Equal([1, maskOfAPadId, 1, 1, 1, 1, 0, 0], session.Inputs["attention_mask"]);
    }

    [Fact]
    public void Encode_TextThatIsNotPaddedAsTheModelNeeds_IsAnArgumentError()
    {
        var model = Describe(isOpenClip: true, padsToContext: true);
        using var tower = new TextTower(model, PlayedSession.Text(model));

        Assert.Throws<ArgumentException>(() => tower.Encode([new int[ModelFolder.Context - 1]]));
        Assert.Single(tower.Encode([new int[ModelFolder.Context]]));
    }

    private ClipModel Describe(bool isOpenClip, bool padsToContext)
    {
        _folder.Write("txt2image.json", $$$"""
            {"dimension": 8,
             "text": {"graph": "onnx/text_model.onnx", "contextLength": {{{ModelFolder.Context}}}, "padId": 3,
                      "padToContext": {{{(padsToContext ? "true" : "false")}}}, "openClip": {{{(isOpenClip ? "true" : "false")}}}},
             "image": {"graph": "onnx/vision_model.onnx", "size": 6, "mean": [0.5, 0.4, 0.3], "std": [0.2, 0.25, 0.5]}}
            """);
        return _folder.Load();
    }
}
