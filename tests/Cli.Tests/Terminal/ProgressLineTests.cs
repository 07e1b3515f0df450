using Microsoft.Extensions.Time.Testing;
using Txt2Image.Cli.Terminal;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cli.Tests.Terminal;

public sealed class ProgressLineTests
{
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
        await Eventually.IsTrueAsync(() => error.GetStringBuilder().Length > 0, TestContext.Current.CancellationToken);
    }
}
