using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Txt2Image.Grains.Client;
using Txt2Image.Hosting.Startup;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Hosting.Tests.Telemetry;

public sealed class RedactionTests
{
    private static readonly string Key = $"query/{QueryKey.FromText(TestModel.Instance.Tokenizer, "my private question").Value}";

    [Fact]
    public void Span_WithAQuestionsKey_LosesTheQuestion()
    {
        using var span = Ended(one => one
            .SetTag("orleans.rpc.target_id", Key)
            .SetTag("url.query", "?q=my+private+question")
            .SetTag("url.path", "/search")
            .SetStatus(ActivityStatusCode.Error, $"no answer of {Key} in time"));

        Assert.DoesNotContain("private", string.Concat(span.TagObjects.Select(tag => tag.Value)) + span.StatusDescription, StringComparison.Ordinal);
        Assert.Equal(("/search", null), (span.GetTagItem("url.path"), span.GetTagItem("url.query")));
        Assert.StartsWith("query/text/", (string)span.GetTagItem("orleans.rpc.target_id")!, StringComparison.Ordinal);
        Assert.True(span.Recorded);
    }

    [Fact]
    public void Span_WithAnExceptionThatNamesTheQuestion_IsNotSent()
    {
        using var span = Ended(one => one.AddException(new TimeoutException($"no answer of {Key}")));

        Assert.False(span.Recorded);
    }

    [Theory]
    [InlineData(false, LogLevel.Debug, true)]
    [InlineData(false, LogLevel.Information, false)]
    [InlineData(false, LogLevel.Warning, false)]
    [InlineData(false, LogLevel.Error, false)]
    [InlineData(true, LogLevel.Debug, true)]
    [InlineData(true, LogLevel.Information, false)]
    [InlineData(true, LogLevel.Error, false)]
    public void Log_AboveDebug_HidesTheQuery(bool isJson, LogLevel level, bool showsQueries)
    {
        using var text = new StringWriter();
        var failure = new TimeoutException($"no answer of {Key}", new InvalidOperationException($"inside {Key}"));

        ConsoleFormatter formatter = isJson ? new JsonFormatter(TimeProvider.System) : new LineFormatter(TimeProvider.System);
        formatter.Write(
            new LogEntry<string>(level, "Orleans.Runtime", default, $"Request to {Key} is late", failure, (state, _) => state), null, text);

        Assert.Equal(showsQueries, text.ToString().Contains("private", StringComparison.Ordinal));
        Assert.Contains("Request to query/text/", text.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(TimeoutException), text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfAnEntry_IsOneLineWithItsValues()
    {
        using var text = new StringWriter();
        KeyValuePair<string, object?>[] values =
            [new("Images", 3), new("Question", Key), new("Milliseconds", 1.5), new("Nothing", null), new("{OriginalFormat}", "…")];

        new JsonFormatter(TimeProvider.System).Write(
            new LogEntry<KeyValuePair<string, object?>[]>(
                LogLevel.Warning, "Txt2Image.Api", default, values, new TimeoutException("two\nlines"), (_, _) => "said \"so\"\nhere"),
            null,
            text);

        var line = Assert.Single(text.ToString().TrimEnd().Split('\n'));
        var json = JsonDocument.Parse(line).RootElement;
        Assert.Equal("Warning", json.GetProperty("level").GetString());
        Assert.Equal("Txt2Image.Api", json.GetProperty("category").GetString());
        Assert.Equal("said \"so\"\nhere", json.GetProperty("message").GetString());
        Assert.Contains("two\nlines", json.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Equal(DateTimeKind.Utc, json.GetProperty("time").GetDateTime().Kind);
        var said = json.GetProperty("values");
        Assert.Equal(["Images", "Question", "Milliseconds", "Nothing"], said.EnumerateObject().Select(static one => one.Name));
        Assert.Equal((3, 1.5), (said.GetProperty("Images").GetInt32(), said.GetProperty("Milliseconds").GetDouble()));
        Assert.DoesNotContain("private", line, StringComparison.Ordinal);
    }

    private static Activity Ended(Action<Activity> describe)
    {
        var span = new Activity("a call") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        describe(span);
        using var redaction = new Redaction();
        redaction.OnEnd(span);
        return span;
    }
}
