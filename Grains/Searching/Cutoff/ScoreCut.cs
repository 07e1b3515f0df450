namespace Txt2Image.Grains.Searching.Cutoff;

/// <summary>Where the hits of a query are cut off.</summary>
internal sealed class ScoreCut
{
    /// <summary>
    /// If the best hit is no chance, hits with at least this part of its lift are kept. Measured on the gallery: less lets in too much for detailed
    /// questions, more loses too much for single words (docs/quality.md).
    /// </summary>
    private const double KeptPart = .6;

    /// <summary>A score that no hit has.</summary>
    private const double AboveAll = 2;

    private readonly LearnedScores _scores;
    private readonly double _mean;

    /// <param name="scores">How unrelated texts score.</param>
    /// <param name="query">The query's embedding.</param>
    /// <param name="best">The score of the best hit.</param>
    /// <param name="maxChance">The highest chance that the best hit may have.</param>
    public ScoreCut(LearnedScores scores, ReadOnlySpan<float> query, double best, double maxChance)
    {
        _scores = scores;
        _mean = scores.MeanScoreOf(query);
        Floor = ChanceOf(best) <= maxChance ? _mean + (KeptPart * Math.Max(0, best - _mean)) : AboveAll;
    }

    /// <summary>The lowest score of a hit that is kept.</summary>
    public double Floor { get; }

    /// <summary>Whether no hit is kept.</summary>
    public bool IsNothing => Floor >= AboveAll;

    /// <summary>The probability that the best hit of an unrelated text stands out as much as a hit with this score.</summary>
    public double ChanceOf(double score) => _scores.ChanceOf(score - _mean);
}
