using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>How many of the best hits an approximate search found.</summary>
internal static class RecallScore
{
    /// <summary>The same score, computed twice by different paths, may differ by this much in float32.</summary>
    private const double Rounding = 1e-6;

    /// <summary>
    /// The share of places among the best k that have a hit whose score is at least the k-th exact one. Images that tie with the k-th are as good as
    /// it, so which of them was returned makes no difference.
    /// </summary>
    /// <param name="exact">The hits of an exact search, the best first.</param>
    /// <param name="found">The hits of the other search.</param>
    /// <param name="k">How many hits count.</param>
    /// <param name="itself">The image that was searched with, which does not count; null if there is none.</param>
    /// <returns>0 to 1; NaN if the exact search has no hit.</returns>
    public static double Of(IReadOnlyList<Hit> exact, IReadOnlyList<Hit> found, int k, Guid? itself)
    {
        var best = exact.Where(hit => hit.Id != itself).Take(k).ToList();
        if (best.Count == 0)
        {
            return double.NaN;
        }

        var least = best[^1].Score - Rounding;
        return (double)found.Where(hit => hit.Id != itself).Take(best.Count).Count(hit => hit.Score >= least) / best.Count;
    }
}
