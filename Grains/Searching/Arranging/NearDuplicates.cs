namespace Txt2Image.Grains.Searching.Arranging;

/// <summary>
/// Folds near-duplicates: in order of score, each hit is folded into the first kept hit whose image is as similar as the bound, and is kept if there
/// is none. So a kept hit is the best of its images, and the kept hits of a longer list begin with those of a shorter one.
/// </summary>
internal static class NearDuplicates
{
    /// <summary>Folds hits.</summary>
    /// <param name="hits">The hits, the best first.</param>
    /// <param name="cosine">The cosine from which two images count as near-duplicates.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static List<ComparedHit> Fold(IReadOnlyList<ComparedHit> hits, double cosine, CancellationToken cancellationToken)
    {
        List<(ComparedHit Best, List<Guid> Folded)> kept = [];
        foreach (var hit in hits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var into = kept.FindIndex(one => one.Best.CosineWith(hit) >= cosine);
            if (into < 0)
            {
                kept.Add((hit, []));
            }
            else
            {
                kept[into].Folded.Add(hit.Hit.Id);
            }
        }

        return [.. kept.Select(one => one.Folded.Count == 0 ? one.Best : one.Best with { Hit = one.Best.Hit with { Folded = [.. one.Folded] } })];
    }
}
