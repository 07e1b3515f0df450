using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Search;

public sealed class BatchSearchTests(RealServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_OfAFile_ShowsATableForEachLine()
    {
        var name = await server.NewGalleryAsync(3);

        var run = await server.RunAsync("search", "--batch", await WriteAsync("picture 1\r\n\n  picture 2  \n"), "-k", "2", "-c", name);

        Assert.Equal(0, run.Code);
        var lines = run.Out.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        Assert.Equal(["picture 1", "picture 2"], lines.Where(line => line is "picture 1" or "picture 2"));
        Assert.Equal(4, lines.Count(line => line.Contains(".png", StringComparison.Ordinal)));
        Assert.Contains("2 texts searched, 0 failed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_AsJson_IsALineForEach()
    {
        var name = await server.NewGalleryAsync(3);
        var file = await WriteAsync($"picture 1\n{new string('a', 1001)}\npicture 2\n");

        var run = await server.RunAsync("search", "--batch", file, "--json", "-k", "1", "-c", name);

        Assert.Equal(1, run.Code);
        var lines = run.Out.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal([0, 1, 2], lines.Select(line => (int)line["index"]!));
        Assert.Equal(("picture 2", 1), ((string)lines[2]["text"]!, lines[2]["answer"]!["hits"]!.AsArray().Count));
        Assert.Equal("InvalidRequest", (string)lines[1]["error"]!["code"]!);
        Assert.Contains("1 failed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_OfStandardInput_IsRead()
    {
        var name = await server.NewGalleryAsync(1);

        var run = await server.AnswerAsync("picture 1\npicture 2", "search", "--batch", "-", "--json", "-c", name);

        Assert.Equal(0, run.Code);
        Assert.Equal(2, run.Out.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task Batch_WithAPart_HasItsNote()
    {
        const string Answer =
            """{"index":0,"answer":{"collection":"demo","hits":[],"partial":{"searched":1,"total":2,"completeDownTo":1,"note":"Too late."}}}""";
        JsonNode? asked = null;
        await using var fake = await FakeServer.StartAsync(app => app.MapPost("/search/batch", async (HttpRequest request) =>
        {
            asked = await JsonNode.ParseAsync(request.Body);
            return Results.Text(Answer, "application/x-ndjson");
        }));

        var run = await CliRun.WithAsync(fake, "search", "--batch", await WriteAsync("cat"), "--partial");

        Assert.Equal(0, run.Code);
        Assert.Contains("note: cat: Too late.", run.Error, StringComparison.Ordinal);
        Assert.Equal("allow", (string?)asked!["searches"]![0]!["partial"]);
    }

    [Fact]
    public async Task Batch_ThatCannotBeRead_IsAFailureThatNamesIt()
    {
        var missing = await server.RunAsync("search", "--batch", "no such.txt");
        var empty = await server.RunAsync("search", "--batch", await WriteAsync("\n \n"));
        var both = await server.RunAsync("search", "cat", "--batch", "no such.txt");

        Assert.Equal((1, 1, 2), (missing.Code, empty.Code, both.Code));
        Assert.Contains("no such.txt", missing.Error, StringComparison.Ordinal);
        Assert.Contains("has no line with a text", empty.Error, StringComparison.Ordinal);
        Assert.Contains("leave out TEXT", both.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> WriteAsync(string text)
    {
        var file = _folder["queries.txt"];
        await File.WriteAllTextAsync(file, text, Token);
        return file;
    }
}
