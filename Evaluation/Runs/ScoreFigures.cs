namespace Txt2Image.Evaluation.Runs;

/// <summary>The scores of the hits within the largest K, of the queries that can be evaluated.</summary>
/// <param name="Bins">Equal ranges of scores, ascending and without gaps; at most 40. Empty if there was no hit.</param>
/// <param name="Cutoffs">What a minimum score would keep, ascending; at most 20. Empty if there was no hit.</param>
public sealed record ScoreFigures(IReadOnlyList<ScoreBin> Bins, IReadOnlyList<Cutoff> Cutoffs);

/// <summary>The hits with a score from <paramref name="Low"/> to below <paramref name="High"/>.</summary>
public sealed record ScoreBin(double Low, double High, long Relevant, long Irrelevant);

/// <summary>What remains if only hits with at least a score are kept.</summary>
/// <param name="Score">The lowest score that is kept.</param>
/// <param name="Hits">How many hits are kept.</param>
/// <param name="Precision">The share of the kept hits that are relevant; NaN if none is kept.</param>
/// <param name="Kept">The share of the relevant hits that are kept; NaN if no hit is relevant.</param>
public sealed record Cutoff(double Score, long Hits, double Precision, double Kept);
