using Txt2Image.Cli.Evaluating.State;
using Txt2Image.Cli.Terminal;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating.Output;

/// <summary>What could not be evaluated, and why. Nothing is left out silently.</summary>
internal sealed class LeftOut
{
    private const int MostNames = 10;

    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly List<string> _first = [];
    private long _ambiguous;
    private string? _firstRejection;

    public long WithoutText { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Notes a query that has no result.</summary>
    public void Add(EvalOutcome outcome)
    {
        if (outcome.Rejection is null)
        {
            WithoutText++;
            return;
        }

        Rejected++;
        _firstRejection ??= outcome.Rejection;
    }

    /// <summary>Notes images that the queries name and the collection lacks.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="isAmbiguous">Whether the collection has several for a name.</param>
    public void AddMissing(IEnumerable<string> names, Func<string, bool> isAmbiguous)
    {
        foreach (var name in names.Where(_missing.Add))
        {
            _ambiguous += isAmbiguous(name) ? 1 : 0;
            if (_first.Count < MostNames)
            {
                _first.Add(name);
            }
        }
    }

    /// <summary>Sentences for people; none if all queries were evaluated with all their images.</summary>
    /// <param name="counts">Counts of queries.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="isFiltered">Whether only images that pass a filter were searched.</param>
    public IEnumerable<string> Notes(RunCounts counts, string collection, bool isFiltered)
    {
        var place = $"'{collection}'{(isFiltered ? ", or excluded by --filter" : "")}";
        if (WithoutText > 0)
        {
            yield return $"left out: {Amount.Of(WithoutText, "row")} without a text";
        }

        if (Rejected > 0)
        {
            yield return $"left out: {Queries(Rejected)} that the server rejected, the first with: {_firstRejection}";
        }

        if (counts.WithoutGroundTruth > 0)
        {
            yield return $"left out: {Queries(counts.WithoutGroundTruth)} for which no relevant image is named";
        }

        if (counts.AllMissing > 0)
        {
            yield return $"left out: {Queries(counts.AllMissing)} whose relevant images are all missing from {place}";
        }

        if (_missing.Count > 0)
        {
            var more = _missing.Count > _first.Count ? ", …" : "";
            yield return $"missing from {place}: {Amount.Of(_missing.Count, "relevant image")}: {string.Join(", ", _first)}{more}";
        }

        if (_ambiguous > 0)
        {
            yield return $"of these, {Amount.Of(_ambiguous, "name")} could be several images: give more of their paths";
        }
    }

    /// <summary>Notes that figures are less certain than they look.</summary>
    public static IEnumerable<string> Doubts(RunCounts counts)
    {
        foreach (var place in counts.Places.Where(static place => place.Ties > 0))
        {
            yield return $"ties at K = {place.K}: in {Queries(place.Ties)} the next hit has the same score, and ids decide which is counted";
        }

        foreach (var place in counts.Places.Where(static place => place.FewerHits > 0))
        {
            yield return $"fewer than {Amount.Of(place.K, "hit")}: {Queries(place.FewerHits)}; the missing ones count as wrong";
        }
    }

    private static string Queries(long count) => count == 1 ? "1 query" : $"{Amount.Number(count)} queries";
}
