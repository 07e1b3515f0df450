using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Search;

public sealed class WatchTests(RealServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_ImageIsAdded_IsPrintedUntilCtrlC(bool asJson)
    {
        var name = await server.NewGalleryAsync(1);
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var (safeOut, safeError) = (TextWriter.Synchronized(output), TextWriter.Synchronized(error));
        string[] args = ["watch", "a picture", "-c", name, "--url", server.Client.BaseAddress!.AbsoluteUri, .. asJson ? new[] { "--json" } : []];

        var run = CliRun.StartAsync(args, environment => environment with { Out = safeOut, Error = safeError }, interruption.Token);
        await Eventually.IsTrueAsync(() => Read(error, safeError).Contains("watching since ", StringComparison.Ordinal), Token);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Png.Of(9)), "image", "new\u202e.png" } };
        (await server.Client.PostAsync($"/collections/{name}/images", form, Token)).EnsureSuccessStatusCode().Dispose();
        await Eventually.IsTrueAsync(() => Read(output, safeOut).EndsWith('\n'), Token);
        await interruption.CancelAsync();

        Assert.Equal(130, (await run).Code);
        var line = output.ToString().Trim();
        Assert.DoesNotContain("\u202e", line, StringComparison.Ordinal);
        if (asJson)
        {
            var hit = JsonNode.Parse(line)!;
            Assert.Equal("new\u202e.png", (string)hit["name"]!);
            Assert.Equal($"/collections/{name}/images/{(string)hit["id"]!}", (string)hit["imageUrl"]!);
        }
        else
        {
            Assert.Matches($@"^-?[01]\.\d{{3}}  new\\u202E\.png  http://.*/collections/{name}/images/", line);
        }
    }

    [Fact]
    public async Task Watch_ThatCannotBe_IsAFailureOrAUsageError()
    {
        var unknown = await server.RunAsync("watch", "cat", "-c", "never-made");
        var nothing = await server.RunAsync("watch");
        var k = await server.RunAsync("watch", "cat", "-k", "3");

        Assert.Equal((1, 2, 2), (unknown.Code, nothing.Code, k.Code));
        Assert.Contains("There is no collection 'never-made'", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("give a TEXT to watch for, or --like ID", nothing.Error, StringComparison.Ordinal);
    }

    /// <summary>What was written so far; a synchronized writer locks itself.</summary>
    private static string Read(StringWriter text, TextWriter safe)
    {
        lock (safe)
        {
            return text.ToString();
        }
    }
}
