using Txt2Image.Hub.Downloads;
using Txt2Image.Hub.Tests.Support;

namespace Txt2Image.Hub.Tests.Pulling;

/// <summary>Downloads that do not go well.</summary>
public sealed class InterruptedPullTests
{
    private const string Graph = "onnx/vision_model.onnx";

    [Fact]
    public async Task Pull_WhoseConnectionBreaks_FetchesTheRest()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Hub.Faults.Cut(Graph, 300_000);

        var model = await hub.PullAsync();

        Assert.Empty(await model.VerifyAsync(checking: null, TestContext.Current.CancellationToken));
        AssertResumed(hub);
    }

    [Fact]
    public async Task Pull_ThatWasStopped_GoesOnInTheNextRun()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Hub.Faults.Delay = TimeSpan.FromMilliseconds(20);
        using (var first = await hub.PrepareAsync())
        {
            using var stop = new CancellationTokenSource();
            var running = first.RunAsync(acceptsLicence: false, stop.Token);
            await Eventually.IsTrueAsync(() => first.Progress.Done > 600_000);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        Assert.Null(hub.Models.Find(HubFixture.Repository));
        Assert.True(hub.Models.IsUnfinished(HubFixture.Repository));
        hub.Hub.Faults.Delay = TimeSpan.Zero;
        var before = hub.Hub.Requests.Count;
        var model = await hub.PullAsync();

        Assert.Empty(await model.VerifyAsync(checking: null, TestContext.Current.CancellationToken));
        AssertResumed(hub);
        Assert.DoesNotContain(hub.Hub.Requests.Skip(before), request => request.Path.EndsWith("onnx/text_model.onnx", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pull_WhoseConnectionBreaksWhileItIsStopped_IsStopped()
    {
        await using var hub = await HubFixture.StartAsync();
        using var stop = new CancellationTokenSource();

        var pull = Retries.RunAsync<int>(
            hub.Settings,
            _ =>
            {
                stop.Cancel();
                throw new HttpRequestException();
            },
            stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
    }

    [Fact]
    public async Task Pull_FromAHubWithoutParts_BeginsTheFileAnew()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Hub.Faults.Cut(Graph, 300_000);
        hub.Hub.Faults.IgnoresRanges = true;

        var model = await hub.PullAsync();

        Assert.Empty(await model.VerifyAsync(checking: null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Graph)]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    public async Task Pull_OfAFileThatComesDamaged_FetchesItAgainOnce(string path)
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Hub.Faults.Damage(path);

        var model = await hub.PullAsync();
        hub.Models.Remove(model.Manifest.Name);
        hub.Hub.Faults.Damage(path);
        hub.Hub.Faults.Damage(path);
        var exception = await hub.FailAsync();

        Assert.Contains($"{path} of {HubFixture.Repository} came damaged twice", exception.Message, StringComparison.Ordinal);
        Assert.Null(hub.Models.Find(HubFixture.Repository));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Pull_FromABusyHub_WaitsAsItAsks(int status)
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Hub.Faults.Answer("revision/main", status, retryAfter: 0);
        hub.Hub.Faults.Answer("config.json", status, retryAfter: 0);

        Assert.Equal(6, (await hub.PullAsync()).Manifest.Files.Count);
    }

    [Fact]
    public async Task Pull_FromAHubThatAsksForAnHour_SaysSo()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Hub.Faults.Answer("revision/main", 429, retryAfter: 3600);

        var exception = await hub.FailAsync();

        Assert.Contains("wait 60 minutes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("HF_TOKEN", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_WithoutAHub_SaysWhatToDo()
    {
        await using var hub = await HubFixture.StartAsync();
        hub.Settings = hub.Settings with { Endpoint = new($"http://127.0.0.1:{FreePort.Next()}/") };

        var exception = await hub.FailAsync();

        Assert.True(exception.IsUnreachable);
        Assert.Contains("HF_ENDPOINT", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfMoreThanTheDiskHas_IsRefusedBeforeItBegins()
    {
        await using var hub = await HubFixture.StartAsync(repository => repository with { ClaimedSize = long.MaxValue / 8 });

        var exception = await hub.FailAsync();

        Assert.Contains("MB free", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Hub.Requests, request => request.Path.Contains("/resolve/", StringComparison.Ordinal));
    }

    private static void AssertResumed(HubFixture hub) => Assert.Contains(
        hub.Hub.Requests,
        request => request.Path.EndsWith(Graph, StringComparison.Ordinal) && request.Range.Length > 0 && request.Range != "bytes=0-");
}
