using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>How much an embedding may change beside others and with padding, on towers that change it by just so much.</summary>
public sealed class FirstRunTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A cosine of 1 - 2e-6 is rounding; one of 1 - 5e-5 moves images to other ranks.</summary>
    [Theory]
    [InlineData("text", .002, true)]
    [InlineData("text", .01, false)]
    [InlineData("image", .002, true)]
    [InlineData("image", .01, false)]
    public void Check_EmbeddingThatChangesInABatch_IsRejectedAbove1e5(string tower, double angle, bool isAccepted)
    {
        double InABatch(int items, int length) => items > 1 ? angle : 0;

        var failure = Record.Exception(() => Check(tower == "text" ? InABatch : null, tower == "image" ? InABatch : null));

        AssertOutcome(isAccepted, "what else is in its batch", failure);
    }

    [Theory]
    [InlineData(.01, true)]
    [InlineData(.03, false)]
    public void Check_EmbeddingThatPaddingChanges_IsRejectedAbove1e4(double angle, bool isAccepted)
    {
        var failure = Record.Exception(() => Check((_, length) => length == ModelFolder.Context ? angle : 0, vision: null));

        AssertOutcome(isAccepted, "the tower is not causal", failure);
    }

    private static void AssertOutcome(bool isAccepted, string says, Exception? failure)
    {
        if (isAccepted)
        {
            Assert.Null(failure);
        }
        else
        {
            Assert.Contains(says, Assert.IsType<ModelException>(failure).Message, StringComparison.Ordinal);
        }
    }

    private void Check(Func<int, int, double>? text, Func<int, int, double>? vision)
    {
        var model = _folder.Load();
        using var texts = new TextTower(model, PlayedSession.Text(model, text));
        using var images = new VisionTower(model, PlayedSession.Vision(model, vision));
        FirstRun.Check(model, texts, images);
    }
}
