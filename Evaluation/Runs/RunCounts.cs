namespace Txt2Image.Evaluation.Runs;

/// <summary>Counts of queries.</summary>
public sealed record RunCounts
{
    /// <summary>All queries.</summary>
    public required int Queries { get; init; }

    /// <summary>Those with a relevant item in the collection. All measures are means over these alone.</summary>
    public required int Evaluable { get; init; }

    /// <summary>Those for which the file of queries names no relevant item.</summary>
    public required int WithoutGroundTruth { get; init; }

    /// <summary>Those whose relevant items are all missing from the collection.</summary>
    public required int AllMissing { get; init; }

    /// <summary>How many relevant items are missing from the collection, over all queries.</summary>
    public required long MissingItems { get; init; }

    /// <summary>What happens at each K, ascending.</summary>
    public required IReadOnlyList<PlaceCounts> Places { get; init; }
}

/// <summary>How many of the queries that can be evaluated are special at a K.</summary>
/// <param name="K">The K.</param>
/// <param name="FewerHits">Queries with fewer than K hits: the places that are left count as misses.</param>
/// <param name="Ties">
/// Queries whose K-th hit has the same score as the next: which of the two is within K was decided by something else than relevance. At the largest K
/// it is only known where one hit more was returned.
/// </param>
public sealed record PlaceCounts(int K, int FewerHits, int Ties);
