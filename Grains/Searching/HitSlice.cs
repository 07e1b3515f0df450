using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching;

/// <summary>A page of hits.</summary>
/// <param name="Hits">The hits.</param>
/// <param name="Start">How many hits come before it.</param>
/// <param name="HasMore">Whether hits may come after it.</param>
internal readonly record struct HitSlice(ImmutableArray<SearchHit> Hits, int Start, bool HasMore)
{
    /// <summary>Cuts the page of a request from an answer, without the hits below the request's lowest score.</summary>
    public static HitSlice Of(SearchRequest request, QuestionHits answer)
    {
        var hits = answer.Hits;
        var start = StartOf(request, hits);
        var count = Math.Min(request.K, hits.Length - start);
        var isCut = false;

        // Arranged hits were reduced before they were put in order.
        if (request is { MinScore: { } floor, Refinement: not { Arranges: true } })
        {
            while (count > 0 && hits[start + count - 1].Score < floor)
            {
                count--;
                isCut = true;
            }
        }

        var end = start + count;
        var page = count == hits.Length ? hits : hits.Slice(start, count);
        if (answer.Part is not null)
        {
            // What is found later may belong before the end of this page, so no page can begin there; and how many hits come before it is not known
            // from these, but the page before said it.
            return new HitSlice(page, request.After?.Rank ?? start, HasMore: false);
        }

        return new HitSlice(
            page,
            start,
            count > 0 && !isCut && (end < hits.Length || (!answer.IsWhole && end < HitSteps.Most)));
    }

    /// <summary>How many hits an answer must have so that the page of a request can be cut from it.</summary>
    public static int EndOf(SearchRequest request, ImmutableArray<SearchHit> hits) => StartOf(request, hits) + request.K;

    /// <summary>The first hits by score, without those below a score.</summary>
    public static ImmutableArray<SearchHit> Best(ImmutableArray<SearchHit> hits, int most, double? floor)
    {
        var count = Math.Min(most, hits.Length);
        while (count > 0 && hits[count - 1].Score < floor)
        {
            count--;
        }

        return count == hits.Length ? hits : hits[..count];
    }

    private static int StartOf(SearchRequest request, ImmutableArray<SearchHit> hits)
    {
        if (request.After is not { } after)
        {
            return Math.Min(request.Offset, hits.Length);
        }

        for (var i = 0; i < hits.Length; i++)
        {
            if (hits[i].Id == after.Id)
            {
                return i + 1;
            }
        }

        return request.Refinement is { Arranges: true } ? Math.Min(after.Rank, hits.Length) : CountNotAfter(hits, after);
    }

    /// <summary>The hit is gone: its place in the order of the scores is still known.</summary>
    private static int CountNotAfter(ImmutableArray<SearchHit> hits, HitPosition after)
    {
        var count = 0;
        while (count < hits.Length && IsBefore(hits[count], after))
        {
            count++;
        }

        return count;
    }

    // Guid compares in the order of its big-endian bytes.
    private static bool IsBefore(SearchHit hit, HitPosition after) =>
        hit.Score > after.Score || (hit.Score == after.Score && hit.Id.CompareTo(after.Id) < 0);
}
