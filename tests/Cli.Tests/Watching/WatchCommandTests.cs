using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Watching;

public sealed class WatchCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>With the system's own reports and clock, as a user has it.</summary>
    [Fact]
    public async Task Folder_ThatIsFollowed_SendsWhatTheSystemReports()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg");
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var run = CliRun.StartAsync(["watch", folder.Path, "-c", "pics", "--url", server.Url], cancellationToken: interruption.Token);
        await Eventually.IsTrueAsync(() => server.Collections.TryGetValue("pics", out var pics) && pics.ContainsKey("a.jpg"), Token);
        folder.Add("new/b.jpg");
        await Eventually.IsTrueAsync(() => server.Collections["pics"].ContainsKey("new/b.jpg"), Token);
        await interruption.CancelAsync();

        Assert.Equal(130, (await run).Code);
        Assert.Contains("added: new/b.jpg", (await run).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./nowhere", "there is no folder './nowhere'")]
    [InlineData("nowhere --sync", "there is no folder 'nowhere'")]
    [InlineData(". --poll 0", "--poll must be between 1 and 86400 seconds, not 0.")]
    [InlineData(".", "is a folder: give the collection to add it to, with -c NAME")]
    public async Task Watch_ThatCannotBe_IsAUsageError(string arguments, string reason)
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.WithAsync(server, ["watch", .. arguments.Split(' ')]);

        Assert.Equal(2, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }
}
