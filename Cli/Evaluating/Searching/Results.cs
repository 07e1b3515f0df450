using Txt2Image.Cli.Evaluating.Relevance;
using Txt2Image.Client;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Cli.Evaluating.Searching;

/// <summary>Makes results of queries and what was found for them.</summary>
internal static class Results
{
    /// <summary>The report shows so many.</summary>
    private const int MostWanted = 3;

    /// <summary>The result of a query, with the grades of its hits.</summary>
    public static QueryResult Of(PreparedQuery query, IReadOnlyList<Hit> hits)
    {
        var grades = query.Relevant.ToDictionary(static image => image.Id, static image => image.Grade);
        return Of(query) with
        {
            Hits = [.. hits.Select(hit => new RankedHit(hit.Id.ToString(), hit.Score, grades.GetValueOrDefault(hit.Id), hit.Name))],
        };
    }

    /// <summary>The result of a query that found nothing, or was not searched for because nothing is relevant.</summary>
    public static QueryResult Of(PreparedQuery query) => new()
    {
        Number = query.Number,
        Query = query.Text,
        Group = query.Group,
        Hits = [],
        Ideal = [.. query.Relevant.Select(static image => image.Grade)],
        Missing = query.Missing,
        Wanted = [.. query.Relevant.OrderByDescending(static image => image.Grade).Take(MostWanted)
            .Select(static image => new WantedItem(image.Id.ToString(), image.Name))],
    };
}
