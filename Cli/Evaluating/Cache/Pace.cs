using System.Globalization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary>How fast a log is replayed.</summary>
/// <param name="IsRecorded">Whether questions are asked when they were.</param>
/// <param name="PerSecond">How many questions a second; null: each client asks as soon as it has its answer.</param>
internal sealed record Pace(bool IsRecorded, double? PerSecond)
{
    private const string Recorded = "recorded";
    private const string Most = "max";
    private const string Rate = "/s";

    /// <summary>Reads <c>recorded</c>, <c>max</c> or a rate such as <c>20/s</c>.</summary>
    /// <returns>Null if the text is none of them.</returns>
    public static Pace? Parse(string text) => text.ToLowerInvariant() switch
    {
        Recorded => new(true, null),
        Most => new(false, null),
        var rate when rate.EndsWith(Rate, StringComparison.Ordinal)
            && double.TryParse(rate.AsSpan(0, rate.Length - Rate.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 1e6 => new(false, number),
        _ => null,
    };

    /// <summary>The questions in the order of their times, each with how long after the start it is due; null: when a client is free.</summary>
    /// <exception cref="RunFailedException">The times are needed, and one is missing.</exception>
    public IReadOnlyList<(LoggedQuestion Question, TimeSpan? Due)> Plan(IReadOnlyList<LoggedQuestion> questions)
    {
        if (PerSecond is { } rate)
        {
            return [.. questions.Select((question, i) => (question, (TimeSpan?)TimeSpan.FromSeconds(i / rate)))];
        }

        if (!IsRecorded)
        {
            return [.. questions.Select(question => (question, (TimeSpan?)null))];
        }

        var untimed = questions.Count(question => question.At is null);
        if (untimed > 0)
        {
            throw new RunFailedException(
                $"--pace {Recorded} needs the time of every question as t, and {untimed} of {questions.Count} lack it: use --pace {Most} or a rate.");
        }

        var start = questions.Min(question => question.At!.Value);
        return
        [
            .. questions.OrderBy(question => question.At)
                .Select(question => (question, (TimeSpan?)TimeSpan.FromSeconds(question.At!.Value - start))),
        ];
    }
}
