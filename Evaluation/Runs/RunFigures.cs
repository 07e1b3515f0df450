using Txt2Image.Evaluation.Intervals;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>What a run came to.</summary>
public sealed record RunFigures
{
    /// <summary>The measures over all queries that can be evaluated, in the order of <see cref="Scorer.Measures"/>.</summary>
    public required IReadOnlyList<MeasureFigure> Measures { get; init; }

    /// <summary>How many queries there were, and what was special about them.</summary>
    public required RunCounts Counts { get; init; }

    /// <summary>The measures of each group, by name. Empty if no query has a group.</summary>
    public required IReadOnlyList<GroupFigures> Groups { get; init; }

    /// <summary>Recall@K at 1, 2, 3, 5, 10 and so on to the largest K, and at the run's own K: ascending.</summary>
    public required IReadOnlyList<CurvePoint> RecallCurve { get; init; }

    /// <summary>The scores of relevant and of other hits.</summary>
    public required ScoreFigures Scores { get; init; }

    /// <summary>The queries with the lowest nDCG at the largest K, the worst first.</summary>
    public required IReadOnlyList<WorstQuery> Worst { get; init; }
}

/// <summary>The mean of a measure, with its interval.</summary>
public sealed record MeasureFigure(MeasureAtK Measure, Interval Interval);

/// <summary>A group of queries.</summary>
/// <param name="Name">The group's name; empty for the queries without one.</param>
/// <param name="Queries">How many queries it has.</param>
/// <param name="Evaluable">How many of them can be evaluated.</param>
/// <param name="Measures">In the order of <see cref="RunFigures.Measures"/>; NaN if no query can be evaluated.</param>
public sealed record GroupFigures(string Name, int Queries, int Evaluable, IReadOnlyList<MeasureFigure> Measures);

/// <summary>A point of the recall curve.</summary>
public sealed record CurvePoint(int K, Interval Recall);

/// <summary>A query that was answered badly.</summary>
/// <param name="Result">The query, with its first five hits and three of its wanted items.</param>
/// <param name="Ndcg">nDCG at the run's largest K.</param>
/// <param name="FirstRank">The rank of the first relevant hit, from 1; 0 if none is among the hits.</param>
public sealed record WorstQuery(QueryResult Result, double Ndcg, int FirstRank);
