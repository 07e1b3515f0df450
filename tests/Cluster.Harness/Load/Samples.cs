using System.Diagnostics;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>The requests of a time span, summarized.</summary>
internal sealed class Samples(IEnumerable<Sample> samples)
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(1);

    private readonly Sample[] _byEnd = [.. samples.OrderBy(sample => sample.Ended)];

    public int Count => _byEnd.Length;

    public int Failed => _byEnd.Count(sample => !sample.Succeeded);

    /// <summary>The requests that were due within a time span.</summary>
    public Samples Within(long from, long to) => new(_byEnd.Where(sample => sample.Due >= from && sample.Due < to));

    public Samples Where(Func<Sample, bool> holds) => new(_byEnd.Where(holds));

    public bool All(Func<Sample, bool> holds) => Array.TrueForAll(_byEnd, sample => holds(sample));

    public int CountOf(int status) => _byEnd.Count(sample => sample.Status == status);

    /// <summary>When the first success was complete; null if there is none.</summary>
    public long? FirstSuccess => _byEnd.Where(sample => sample.Succeeded).Select(sample => (long?)sample.Ended).FirstOrDefault();

    /// <summary>The longest time without a success between the first and the last of these requests.</summary>
    public TimeSpan LongestGap => Gaps().Select(gap => gap.Length).DefaultIfEmpty().Max();

    /// <summary>The requests that were due outside the longest gap and all gaps of a second or more.</summary>
    public Samples OutsideGaps()
    {
        var longest = LongestGap;
        var gaps = Gaps().Where(gap => gap.Length >= Noticed || gap.Length == longest).ToList();
        return Where(sample => !gaps.Exists(gap => sample.Due >= gap.From && sample.Due < gap.To));
    }

    /// <summary>The 99th percentile of the successes' durations; NaN if there is none.</summary>
    public double P99Milliseconds()
    {
        var took = _byEnd.Where(sample => sample.Succeeded).Select(sample => sample.Took.TotalMilliseconds).Order().ToArray();
        return took.Length == 0 ? double.NaN : took[(int)Math.Ceiling(took.Length * .99) - 1];
    }

    /// <summary>The share of successes that a cache answered.</summary>
    public double HitRate()
    {
        var successes = _byEnd.Count(sample => sample.Succeeded);
        return successes == 0 ? double.NaN : _byEnd.Count(sample => sample is { Succeeded: true, FromCache: true }) / (double)successes;
    }

    /// <summary>How often each status other than success occurred, with its detail, as text.</summary>
    public string Failures() => string.Join(", ", _byEnd.Where(sample => !sample.Succeeded)
        .CountBy(sample => (sample.Status, sample.Detail))
        .OrderByDescending(failure => failure.Value)
        .Select(failure => (failure.Value, Status: failure.Key.Status == 0 ? "no answer" : $"{failure.Key.Status}", failure.Key.Detail))
        .Select(failure => $"{failure.Value} x {failure.Status}{(failure.Detail is { } detail ? $" ({detail})" : "")}"));

    private IEnumerable<(TimeSpan Length, long From, long To)> Gaps()
    {
        if (Count == 0)
        {
            yield break;
        }

        var last = _byEnd.Min(sample => sample.Due);
        foreach (var end in _byEnd.Where(sample => sample.Succeeded).Select(sample => sample.Ended).Append(_byEnd[^1].Ended))
        {
            yield return (Stopwatch.GetElapsedTime(last, end), last, end);
            last = end;
        }
    }
}
