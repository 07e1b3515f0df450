namespace Txt2Image.Storage.Vectors;

/// <summary>
/// A search in progress, for a caller whose time may end before the search does. The store says how to find out what it has found; the caller asks,
/// as often as it likes. Thread-safe.
/// </summary>
public sealed class SearchProgress
{
    private volatile Func<PartialHits?>? _soFar;

    /// <summary>Called by a store that can answer in part, before it begins.</summary>
    /// <param name="soFar">Returns what has been found so far, or null.</param>
    public void Begin(Func<PartialHits?> soFar) => _soFar = soFar;

    /// <summary>What has been found so far, also of a search that was cancelled.</summary>
    /// <returns>
    /// Null if no point has been looked at yet, if the search has ended by itself (its result is the answer then) or failed, or if the store answers
    /// as a whole only.
    /// </returns>
    public PartialHits? SoFar() => _soFar?.Invoke();
}

/// <summary>What a search has found before its end.</summary>
/// <param name="Hits">The best points of those looked at, ordered as in the whole answer.</param>
/// <param name="Searched">How many points were looked at, at least.</param>
/// <param name="Total">How many points the search is over, with or without its filter.</param>
/// <param name="CompleteDownTo">
/// No point that was not looked at has a higher score: every point with a higher one that passes the filter is a hit, unless there are k better ones.
/// </param>
public sealed record PartialHits(IReadOnlyList<Hit> Hits, long Searched, long Total, float CompleteDownTo);
