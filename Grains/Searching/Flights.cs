namespace Txt2Image.Grains.Searching;

/// <summary>
/// The searches of one query that are in progress. A caller that needs no more hits than one of them fetches joins it. A search that has ended is
/// never joined: it removes itself when its work ends, whatever its waiters do. Used within one grain, whose calls take turns.
/// </summary>
internal sealed class Flights<T>
    where T : class
{
    private readonly Dictionary<(ShelfKey Shelf, int Hits), SharedFlight<T>> _inProgress = [];

    /// <summary>How many are in progress.</summary>
    public int Count => _inProgress.Count;

    /// <summary>Joins a search with this key that fetches at least this many hits, or starts one.</summary>
    /// <inheritdoc cref="SharedFlight{T}.JoinAsync"/>
    public Task<T> JoinAsync(
        ShelfKey shelf,
        int hits,
        Func<SharedFlight<T>, CancellationToken, Task<T>> work,
        Patience? patience,
        CancellationToken cancellationToken)
    {
        var flight = _inProgress
            .Where(pair => pair.Key.Shelf == shelf && pair.Key.Hits >= hits && pair.Value is { Open: true, Done: false })
            .Select(pair => pair.Value)
            .FirstOrDefault();
        return (flight ?? Start((shelf, hits), work)).JoinAsync(patience, cancellationToken);
    }

    private SharedFlight<T> Start((ShelfKey Shelf, int Hits) key, Func<SharedFlight<T>, CancellationToken, Task<T>> work)
    {
        var flight = new SharedFlight<T>(work);
        _inProgress[key] = flight;
        _ = RemoveAtItsEndAsync(key, flight);
        return flight;
    }

    private async Task RemoveAtItsEndAsync((ShelfKey Shelf, int Hits) key, SharedFlight<T> flight)
    {
        await flight.EndAsync();

        // If all waiters had left, another flight may have replaced it.
        if (_inProgress.GetValueOrDefault(key) == flight)
        {
            _inProgress.Remove(key);
        }
    }
}
