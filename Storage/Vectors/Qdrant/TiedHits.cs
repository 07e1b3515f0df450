namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Selects the first k hits although the server breaks ties arbitrarily: it requests k + 1 hits, and more for as long as a hit that was not sent
/// might have the k-th score.
/// </summary>
internal static class TiedHits
{
    /// <summary>Ties beyond this many hits stay in the server's order.</summary>
    public const int MostAsked = 8192;

    public static async Task<IReadOnlyList<Hit>> TakeAsync(int k, Func<int, Task<IReadOnlyList<Hit>>> search)
    {
        for (var limit = k + 1; ; limit = Math.Min(4 * limit, MostAsked))
        {
            var found = await search(limit);

            // Guid compares in the order of its big-endian bytes.
            Hit[] hits = [.. found.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id)];
            if (hits.Length < limit || limit >= MostAsked || hits[^1].Score < hits[k - 1].Score)
            {
                return hits.Length <= k ? hits : hits[..k];
            }
        }
    }
}
