namespace Txt2Image.Evaluation.Metrics;

/// <summary>What a query from a file may have wrong.</summary>
internal static class QueryFaults
{
    /// <summary>What is wrong, as a sentence; null if nothing is.</summary>
    public static string? Of(QueryResult query)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var hit in query.Hits)
        {
            if (hit?.Id is null || !double.IsFinite(hit.Score) || !double.IsFinite(hit.Grade) || hit.Grade < 0)
            {
                return "each hit must have an id, a score, and a grade of 0 or more.";
            }

            if (!ids.Add(hit.Id))
            {
                return $"two hits have the id {hit.Id}.";
            }
        }

        return query.Ideal.All(grade => double.IsFinite(grade) && grade > 0) ? null : "the grades of relevant items must be above 0.";
    }
}
