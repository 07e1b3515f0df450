namespace Txt2Image.Grains.Searching.Arranging;

/// <summary>
/// Maximal marginal relevance (Carbonell and Goldstein, 1998): each next hit is the one with the largest (1 - d) * relevance - d * similarity, where
/// similarity is that to the most similar hit before it. The cosines of texts and images lie closer together, and lower, than those of images, so
/// both are scaled: relevance from the worst hit (0) to the best (1), and similarity from that of the image least similar to the best hit's (0) to
/// that of equal images (1).
/// </summary>
internal static class MarginalRelevance
{
    /// <summary>Orders hits.</summary>
    /// <param name="hits">The hits, the best first.</param>
    /// <param name="diversity">How much similarity counts: 0 leaves the order as it is, 1 ignores the scores after the first hit.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static List<ComparedHit> Order(IReadOnlyList<ComparedHit> hits, double diversity, CancellationToken cancellationToken)
    {
        if (hits.Count < 2)
        {
            return [.. hits];
        }

        var best = hits[0];
        var (worstScore, bestScore) = (hits[^1].Hit.Score, best.Hit.Score);
        var floor = hits.Where(hit => !hit.Vector.IsEmpty).Select(best.CosineWith).DefaultIfEmpty(0).Min();
        var closest = new float[hits.Count];
        Array.Fill(closest, float.NegativeInfinity);
        List<int> left = [.. Enumerable.Range(1, hits.Count - 1)];
        List<ComparedHit> ordered = [best];
        while (left.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (next, most) = (0, double.NegativeInfinity);
            for (var i = 0; i < left.Count; i++)
            {
                var hit = left[i];
                closest[hit] = Math.Max(closest[hit], ordered[^1].CosineWith(hits[hit]));
                var margin = ((1 - diversity) * Share(hits[hit].Hit.Score, worstScore, bestScore)) - (diversity * Share(closest[hit], floor, 1));
                if (margin > most)
                {
                    (next, most) = (i, margin);
                }
            }

            ordered.Add(hits[left[next]]);
            left.RemoveAt(next);
        }

        return ordered;
    }

    private static double Share(double value, double from, double to) => to > from ? Math.Clamp((value - from) / (to - from), 0, 1) : 0;
}
