using Txt2Image.Cli.Evaluating.ImageToText;

namespace Txt2Image.Cli.Tests.Evaluating.ImageToText;

public sealed class BestCaptionsTests
{
    [Fact]
    public void Best_OfMany_AreThoseOfASortAndTiesGoToTheFirst()
    {
        var random = new Random(7);
        float[] scores = [.. Enumerable.Range(0, 1000).Select(_ => random.Next(50) / 50f)];
        var best = new BestCaptions(30);
        foreach (var (caption, score) in scores.Index())
        {
            best.Offer(caption, score);
        }

        Assert.Equal(scores.Index().OrderByDescending(one => one.Item).ThenBy(one => one.Index).Take(30).Select(one => one.Index),
            best.All.Select(one => one.Caption));
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(5000, 513)]
    public void Vectors_OfAFile_AreReadInBlocksAsTheyWereWritten(int count, int dimension)
    {
        using var file = new VectorFile(dimension);
        for (var i = 0; i < count; i++)
        {
            file.Add([.. Enumerable.Repeat((float)i, dimension)]);
        }

        var (next, blocks) = (0, 0);
        foreach (var (first, values) in file.Blocks())
        {
            blocks++;
            Assert.Equal(next, first);
            for (var at = 0; at < values.Length; at += dimension)
            {
                Assert.Equal(next, values.Span[at]);
                Assert.Equal(next++, values.Span[at + dimension - 1]);
            }
        }

        Assert.Equal(count, next);
        Assert.Equal(count > 1000, blocks > 1);
    }
}
