using Microsoft.Extensions.Time.Testing;
using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tests.Ingesting;

public sealed class ProgressTests
{
    [Fact]
    public void Text_Midway_TellsShareRateFailuresAndRest() =>
        Assert.Equal("212 of 600 images, 3 failed, 21/s, about 18 s left", ProgressText.Of(212, 3, 600, TimeSpan.FromSeconds(10)));

    [Fact]
    public void Text_WhileCounting_TellsWhatIsDone() => Assert.Equal("1 image, 1/s", ProgressText.Of(1, 0, null, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Text_OfKinds_TellsEachAndTakesTheRateFromWhatWasSent()
    {
        var tally = new Tally();
        foreach (var kind in Enumerable.Repeat(OutcomeKind.Unchanged, 100).Concat(Enumerable.Repeat(OutcomeKind.Added, 48)).Append(OutcomeKind.Failed).Append(OutcomeKind.Failed))
        {
            tally.Add(kind);
        }

        Assert.Equal(
            "150 of 250 images (48 added, 100 unchanged, 2 failed), 5/s, about 20 s left",
            ProgressText.Of(tally, known: 100, total: 250, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Line_OnATerminal_IsRewrittenAndLeavesNothingBehind()
    {
        var (time, error) = (new FakeTimeProvider(), new StringWriter());
        var environment = new CliEnvironment { Out = TextWriter.Null, Error = error, ErrorWidth = 12, Time = time };

        await using (var line = new ProgressLine(environment, () => "0123456789 longer"))
        {
            await AdvanceUntilWrittenAsync(time, TimeSpan.FromMilliseconds(200), error);
            line.WriteAbove("failed: x");
        }

        Assert.Equal($"\r0123456789 \r{new string(' ', 11)}\rfailed: x{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public async Task Line_InAFile_IsAPlainLineEveryFewSeconds()
    {
        var (time, error) = (new FakeTimeProvider(), new StringWriter());
        var environment = new CliEnvironment { Out = TextWriter.Null, Error = error, Time = time };

        await using (new ProgressLine(environment, () => "5 of 9 images"))
        {
            await AdvanceUntilWrittenAsync(time, TimeSpan.FromSeconds(5), error);
        }

        Assert.Equal($"5 of 9 images{Environment.NewLine}", error.ToString());
    }

    private static async Task AdvanceUntilWrittenAsync(FakeTimeProvider time, TimeSpan step, StringWriter error)
    {
        time.Advance(step);
        for (var i = 0; i < 500 && error.GetStringBuilder().Length == 0; i++)
        {
            await Task.Delay(10);
        }
    }
}
