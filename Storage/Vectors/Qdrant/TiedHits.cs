namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Takes the first k hits where a server breaks ties as it likes: it is asked for one more than k, and again for more as long as the k-th score
/// might be that of a hit that was not sent.
/// </summary>
internal static class TiedHits
{
    /// <summary>Ties beyond so many hits are left as the server broke them.</summary>
    public const int MostAsked = 8192;

    public static async Task<IReadOnlyList<Hit>> TakeAsync(int k, Func<int, Task<IReadOnlyList<Hit>>> search)
    {
        for (var limit = k + 1; ; limit = Math.Min(4 * limit, MostAsked))
        {
            var found = await search(limit);

            // Guid compares as its big-endian bytes do.
            Hit[] hits = [.. found.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id)];
            if (hits.Length < limit || limit >= MostAsked || hits[^1].Score < hits[k - 1].Score)
            {
                return hits.Length <= k ? hits : hits[..k];
            }
        }
    }
}
