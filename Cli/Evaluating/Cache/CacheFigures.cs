using Txt2Image.Cli.Evaluating.Measuring;

namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary>What a replay showed.</summary>
internal sealed record CacheFigures
{
    /// <summary>Where answers come from, in the order in which the server looks.</summary>
    private static readonly string[] Places = ["memory", "distributed", "none"];

    public required int Questions { get; init; }

    /// <summary>How many different texts there are, letters' case aside.</summary>
    public required int Distinct { get; init; }

    public required IReadOnlyList<SourceFigures> Sources { get; init; }

    /// <summary>How many questions that no cache answered shared the work of an equal one that was under way.</summary>
    public required int Shared { get; init; }

    /// <summary>How many errors of which code, the most frequent first.</summary>
    public required IReadOnlyList<(string Code, int Count)> Errors { get; init; }

    /// <summary>From the start to the last answer.</summary>
    public required TimeSpan Duration { get; init; }

    public int Answers => Sources.Sum(source => source.Client.Count);

    /// <summary>The share of answers that came from a cache.</summary>
    public double HitRate => Answers == 0 ? 0 : (double)Sources.Where(source => source.Name != "none").Sum(source => source.Client.Count) / Answers;

    /// <summary>The hit rate of a cache that begins empty and never forgets.</summary>
    public double BestHitRate => (double)(Questions - Distinct) / Questions;

    public static CacheFigures Of(IReadOnlyList<ReplayedQuestion> replayed) => new()
    {
        Questions = replayed.Count,
        Distinct = replayed.Select(question => question.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
        Sources =
        [
            .. Places.Union(replayed.Select(question => question.Source).OfType<string>(), StringComparer.Ordinal).Select(place => new SourceFigures(
                place,
                Percentiles.Of(replayed.Where(question => question.Source == place).Select(question => question.Milliseconds)),
                Percentiles.Of(replayed.Where(question => question.Source == place).Select(question => question.Server.Total)))),
        ],
        Shared = replayed.Where(question => question.Source == "none")
            .GroupBy(question => (question.Text.ToUpperInvariant(), question.Server.Encode, question.Server.Search)).Sum(CountShared),
        Errors =
        [
            .. replayed.Select(question => question.Error).OfType<string>().CountBy(code => code, StringComparer.Ordinal)
                .OrderByDescending(error => error.Value).ThenBy(error => error.Key, StringComparer.Ordinal).Select(error => (error.Key, error.Value)),
        ],
        Duration = replayed.Max(question => question.Answered),
    };

    /// <summary>
    /// Those who share work are told the same times of its stages, and at least one of them asked before another had its answer.
    /// </summary>
    private static int CountShared(IEnumerable<ReplayedQuestion> alike)
    {
        var (shared, latest) = (0, TimeSpan.MinValue);
        foreach (var question in alike.OrderBy(question => question.Asked))
        {
            shared += question.Asked < latest ? 1 : 0;
            latest = question.Answered > latest ? question.Answered : latest;
        }

        return shared;
    }
}

/// <summary>The answers of one source.</summary>
/// <param name="Name">none, memory or distributed.</param>
/// <param name="Client">The times until they had arrived.</param>
/// <param name="Server">The times that the server took.</param>
internal sealed record SourceFigures(string Name, Percentiles Client, Percentiles Server);
