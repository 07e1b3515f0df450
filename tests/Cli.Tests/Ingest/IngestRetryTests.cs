using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest;

public sealed class IngestRetryTests
{
    [Theory]
    [InlineData(429, "Overloaded")]
    [InlineData(503, "Unavailable")]
    public async Task Upload_RefusedForNow_IsSentAgainAfterTheTimeAsked(int status, string code)
    {
        await using var server = await FakeServer.StartAsync();
        server.RefuseNext(status, code, retryAfter: 0);
        using var folder = PictureFolder.With("a.jpg", "b.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(2, server.Uploads.Count);
        Assert.Contains("2 images: 2 added", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_TheServerHadNoRoomFor_IsSentAgainAlone()
    {
        await using var server = await FakeServer.StartAsync();
        var first = true;
        server.Fault = name =>
        {
            var refuse = name == "b.jpg" && first;
            first &= !refuse;
            return refuse ? new JsonObject { ["status"] = 200, ["code"] = "overloaded", ["detail"] = "full" } : null;
        };
        using var folder = PictureFolder.With("a.jpg", "b.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(["b.jpg"], server.Uploads.Last(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Batch_RefusedAsAWhole_IsSentImageByImage()
    {
        await using var server = await FakeServer.StartAsync();
        server.RefuseNext(413, "TooLarge");
        server.Fault = name => name == "b.jpg" ? new JsonObject { ["status"] = 413, ["code"] = "TooLarge", ["detail"] = "over 32 MB" } : null;
        using var folder = PictureFolder.With("a.jpg", "b.jpg", "c.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Equal([3, 1, 1, 1], server.Uploads.Select(u => u.Count));
        Assert.Contains("failed: b.jpg: over 32 MB", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 images: 2 added, 0 updated, 0 unchanged, 1 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_OfAnotherModel_EndsTheRunWithItsReason()
    {
        await using var server = await FakeServer.StartAsync();
        server.RefuseNext(409, "Conflict");
        using var folder = PictureFolder.With("a.jpg", "b.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains("txt2image: rejected as Conflict", run.Error, StringComparison.Ordinal);
        Assert.Contains("Not finished: 0 images", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_NotThere_ExitsThreeAndSaysHowToStartOne()
    {
        using var folder = PictureFolder.With("a.jpg");

        var run = await CliRun.WithoutServerAsync("ingest", folder.Path, "-c", "pics", "--url", "http://127.0.0.1:9");

        Assert.Equal(3, run.Code);
        Assert.Contains("no Txt2Image server answers at http://127.0.0.1:9", run.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet run -c Release --project Api", run.Error, StringComparison.Ordinal);
    }
}
