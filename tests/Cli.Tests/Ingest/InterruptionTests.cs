using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest;

public sealed class InterruptionTests
{
    [Fact]
    public async Task Interrupted_WhileUploading_FinishesWhatIsUnderWayAndBeginsNothingElse()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With([.. Enumerable.Range(0, 100).Select(i => $"{i}.jpg")]);
        using var interruption = new CancellationTokenSource();
        server.BeforeUpload = async _ => await interruption.CancelAsync();

        var run =
            await CliRun.StartAsync(
                ["ingest", folder.Path, "-c", "pics", "--url", server.Url, "--parallel", "1"], cancellationToken: interruption.Token);

        Assert.Equal(130, run.Code);
        Assert.Contains("Not finished: 16 images: 16 added", run.Out, StringComparison.Ordinal);
        Assert.Contains("Run the same command again to continue", run.Out, StringComparison.Ordinal);
        Assert.Contains("Ctrl-C again ends at once", run.Error, StringComparison.Ordinal);
        Assert.Contains("stopped", run.Error, StringComparison.Ordinal);
        Assert.Single(server.Uploads);
    }

    [Fact]
    public async Task Interrupted_ThenRunAgain_SendsOnlyTheRest()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With([.. Enumerable.Range(0, 40).Select(i => $"{i}.jpg")]);
        using var state = new PictureFolder();
        using var interruption = new CancellationTokenSource();
        server.BeforeUpload = async _ => await interruption.CancelAsync();
        string[] args = ["ingest", folder.Path, "-c", "pics", "--url", server.Url, "--parallel", "1", "--state", state.Path];

        await CliRun.StartAsync(args, cancellationToken: interruption.Token);
        var rest = await CliRun.StartAsync(args);

        Assert.Equal(0, rest.Code);
        Assert.Contains("40 images: 24 added, 0 updated, 16 unchanged, 0 failed", rest.Out, StringComparison.Ordinal);
        Assert.Equal(40, server.Uploads.SelectMany(names => names).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Interrupted_WhileWaitingForABusyServer_DoesNotWaitOn()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg");
        using var interruption = new CancellationTokenSource();
        server.RefuseNext(429, "Overloaded", retryAfter: 200);
        server.BeforeUpload = _ =>
        {
            interruption.CancelAfter(300);
            return Task.CompletedTask;
        };

        var run = await CliRun.StartAsync(["ingest", folder.Path, "-c", "pics", "--url", server.Url], cancellationToken: interruption.Token);

        Assert.Equal(130, run.Code);
        Assert.Contains("Not finished: 0 images", run.Out, StringComparison.Ordinal);
    }
}
