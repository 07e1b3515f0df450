using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating.Cache;

public sealed class CacheTests(RealServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_WithRepeatedQuestions_IsAnsweredFromMemoryTheSecondTime()
    {
        var gallery = await server.NewGalleryAsync(3);
        var log = await WriteAsync("a lonely cat", "a lonely dog", "A Lonely Cat", "", "a lonely cat");

        var run = await server.RunAsync("eval", "cache", "-c", gallery, "--log", log, "--clients", "1", "--json", "-");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var json = JsonNode.Parse(run.Out)!;
        Assert.Equal((4, 2, 4), ((int)json["questions"]!, (int)json["distinct"]!, (int)json["answers"]!));
        Assert.Equal((.5, .5, 0), ((double)json["hitRate"]!, (double)json["bestHitRate"]!, (int)json["shared"]!));
        Assert.Equal(2, (int)json["sources"]!["memory"]!["milliseconds"]!["count"]!);
        Assert.Equal(2, (int)json["sources"]!["none"]!["serverMilliseconds"]!["count"]!);
        Assert.DoesNotContain("lonely", run.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Log_WithAQuestionThatTheServerRejects_CountsTheErrorByItsCode()
    {
        var gallery = await server.NewGalleryAsync(3);
        var log = await WriteAsync("""{"q": "hills", "k": 2, "t": 10}""", """{"q": "hills", "k": 2000, "t": 10.01}""", new string('a', 1001));

        var run = await server.RunAsync("eval", "cache", "-c", gallery, "--log", log, "--pace", "1000/s");

        Assert.Equal(1, run.Code);
        Assert.Contains("errors, InvalidRequest: 2", run.Out, StringComparison.Ordinal);
        Assert.Contains("none\t1\t100.0 %\t", run.Out, StringComparison.Ordinal);
        Assert.Contains("hit rate: 0.0 %", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_FailingInTheMiddle_IsCountedAndTheRestIsAsked()
    {
        var asked = 0;
        await using var failing = await FakeServer.StartAsync();
        failing.Collections["pics"] = new(StringComparer.Ordinal);
        failing.OnSearch = _ => Interlocked.Increment(ref asked) == 2
            ? FakeServer.Problem(503, "Unavailable", "The store does not answer.")
            : Microsoft.AspNetCore.Http.Results.Json(new { cache = "distributed", timings = new { total = 3.0 } });

        var run = await CliRun.WithAsync(failing, "eval", "cache", "-c", "pics", "--log", await WriteAsync("a", "b", "c"), "--clients", "1");

        Assert.Equal((1, 3), (run.Code, asked));
        Assert.Contains("errors, Unavailable: 1", run.Out, StringComparison.Ordinal);
        Assert.Contains("distributed\t2\t100.0 %", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_WhileItReplays_Stops()
    {
        using var interruption = new CancellationTokenSource();
        await using var slow = await FakeServer.StartAsync();
        slow.Collections["pics"] = new(StringComparer.Ordinal);
        slow.OnSearch = _ =>
        {
            interruption.Cancel();
            return Microsoft.AspNetCore.Http.Results.Json(new { cache = "none" });
        };
        string[] args = ["eval", "cache", "-c", "pics", "--log", await WriteAsync("a", "b", "c"), "--url", slow.Url, "--clients", "1"];

        var run = await CliRun.StartAsync(args, cancellationToken: interruption.Token);

        Assert.Equal(130, run.Code);
        Assert.Single(slow.Queries);
    }

    [Fact]
    public async Task Log_MissingEmptyOrMalformed_IsAFailureThatDoesNotRepeatIt()
    {
        var missing = await server.RunAsync("eval", "cache", "-c", "any", "--log", _folder["none.txt"]);
        var empty = await server.RunAsync("eval", "cache", "-c", "any", "--log", await WriteAsync("", " "));
        var malformed = await server.RunAsync("eval", "cache", "-c", "any", "--log", await WriteAsync("fine", """{"q": "secret", "more": 1}"""));
        var untimed = await server.RunAsync("eval", "cache", "-c", "any", "--log", await WriteAsync("secret"), "--pace", "recorded");

        Assert.All([missing, empty, malformed, untimed], run => Assert.Equal(1, run.Code));
        Assert.Contains("has no question.", empty.Error, StringComparison.Ordinal);
        Assert.Contains(", line 2: not a JSON object with q", malformed.Error, StringComparison.Ordinal);
        Assert.Contains("needs the time of every question as t, and 1 of 1 lack it", untimed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", malformed.Error + untimed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_Unknown_IsAFailureThatNamesIt()
    {
        var run = await server.RunAsync("eval", "cache", "-c", "no-such-collection", "--log", await WriteAsync("a"));

        Assert.Equal(1, run.Code);
        Assert.Contains("no-such-collection", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--pace", "fast", "--pace must be recorded, max or a rate such as 20/s, not 'fast'.")]
    [InlineData("--clients", "0", "--clients must be 1 to 1000, not 0.")]
    public async Task Option_OutOfItsRange_IsAUsageError(string option, string value, string message)
    {
        var run = await CliRun.WithoutServerAsync("eval", "cache", "-c", "any", "--log", "any", option, value);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(params string[] lines)
    {
        var file = _folder[$"{Guid.NewGuid():N}.log"];
        await File.WriteAllLinesAsync(file, lines, Token);
        return file;
    }
}
