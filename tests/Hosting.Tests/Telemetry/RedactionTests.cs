using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
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
    [InlineData(LogLevel.Debug, true)]
    [InlineData(LogLevel.Information, false)]
    [InlineData(LogLevel.Warning, false)]
    [InlineData(LogLevel.Error, false)]
    public void Log_AboveDebug_HidesTheQuery(LogLevel level, bool showsQueries)
    {
        using var text = new StringWriter();
        var failure = new TimeoutException($"no answer of {Key}", new InvalidOperationException($"inside {Key}"));

        new LineFormatter(TimeProvider.System).Write(
            new LogEntry<string>(level, "Orleans.Runtime", default, $"Request to {Key} is late", failure, (state, _) => state), null, text);

        Assert.Equal(showsQueries, text.ToString().Contains("private", StringComparison.Ordinal));
        Assert.Contains("Request to query/text/", text.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(TimeoutException), text.ToString(), StringComparison.Ordinal);
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
