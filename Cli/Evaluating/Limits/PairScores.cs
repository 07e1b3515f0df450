namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary>The scores of a pair's captions and pictures. An equal score is no distinction, so it counts as wrong.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="AOfA">The score that caption A gives picture A.</param>
/// <param name="BOfA">The score that caption A gives picture B.</param>
/// <param name="AOfB">The score that caption B gives picture A.</param>
/// <param name="BOfB">The score that caption B gives picture B.</param>
internal sealed record PairScores(LimitPair Pair, double AOfA, double BOfA, double AOfB, double BOfB)
{
    /// <summary>The share of its two captions whose own picture scores higher than the other one: 0, 0.5 or 1.</summary>
    public double Pairwise => ((AOfA > BOfA ? 1 : 0) + (BOfB > AOfB ? 1 : 0)) / 2.0;

    /// <summary>1 if both captions find their own picture, else 0.</summary>
    public double Both => Pairwise == 1 ? 1 : 0;

    /// <summary>By how much the own picture leads for the caption that does worse; negative if it does not.</summary>
    public double Margin => Math.Min(AOfA - BOfA, BOfB - AOfB);
}
