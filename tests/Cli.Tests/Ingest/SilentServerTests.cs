using Microsoft.Extensions.Time.Testing;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest;

public sealed class SilentServerTests
{
    [Fact]
    public async Task Image_ThatTheServerNeverAnswersFor_FailsAloneAndTheOthersAreTaken()
    {
        await using var server = await FakeServer.StartAsync();
        server.Hangs = names => names.Contains("bad.jpg", StringComparer.Ordinal);
        using var folder = PictureFolder.With("a.jpg", "bad.jpg", "c.jpg");

        var run = await RunAsync(server, folder);

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: bad.jpg: the server did not answer in time", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 images: 2 added, 0 updated, 0 unchanged, 1 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatAnswersNothing_EndsTheRun()
    {
        await using var server = await FakeServer.StartAsync();
        server.Hangs = _ => true;
        using var folder = PictureFolder.With([.. Enumerable.Range(0, 30).Select(i => $"{i}.jpg")]);

        var run = await RunAsync(server, folder);

        Assert.Equal(3, run.Code);
        Assert.Contains("no answer within", run.Error, StringComparison.Ordinal);
        Assert.Contains("Not finished", run.Out, StringComparison.Ordinal);
    }

    private static async Task<CliRun> RunAsync(FakeServer server, PictureFolder folder)
    {
        var time = new FakeTimeProvider();
        var run = CliRun.StartAsync(["ingest", folder.Path, "-c", "pics", "--url", server.Url, "--parallel", "1"], e => e with { Time = time });
        var asked = 0;
        while (!run.IsCompleted)
        {
            // Time passes only while the server keeps a request waiting, so that a slow machine is not taken for a silent server.
            if (server.Waiting > 0)
            {
                time.Advance(TimeSpan.FromMinutes(3));
                asked++;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.True(asked > 0);
        return await run;
    }
}
