namespace Txt2Image.Grains.Searching;

/// <summary>
/// The searches of one question that are under way. Whoever needs no more hits than one of them fetches joins it. A flight that has ended is never
/// joined:
/// it removes itself when its work ends, whatever its waiters do. Used from within one grain, whose calls take turns.
/// </summary>
internal sealed class Flights<T>
{
    private readonly Dictionary<(ShelfKey Shelf, int Hits), SharedFlight<T>> _underWay = [];

    /// <summary>How many flights are under way.</summary>
    public int Count => _underWay.Count;

    /// <summary>Joins a flight of this shelf that fetches at least so many hits, or starts one.</summary>
    public Task<T> JoinAsync(ShelfKey shelf, int hits, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var flight = _underWay
            .Where(pair => pair.Key.Shelf == shelf && pair.Key.Hits >= hits && pair.Value is { Open: true, Done: false })
            .Select(pair => pair.Value)
            .FirstOrDefault();
        return (flight ?? Start((shelf, hits), work)).JoinAsync(cancellationToken);
    }

    private SharedFlight<T> Start((ShelfKey Shelf, int Hits) key, Func<CancellationToken, Task<T>> work)
    {
        var flight = new SharedFlight<T>(work);
        _underWay[key] = flight;
        _ = RemoveAtItsEndAsync(key, flight);
        return flight;
    }

    private async Task RemoveAtItsEndAsync((ShelfKey Shelf, int Hits) key, SharedFlight<T> flight)
    {
        await flight.EndAsync();

        // When all had left, another flight may have taken its place.
        if (_underWay.GetValueOrDefault(key) == flight)
        {
            _underWay.Remove(key);
        }
    }
}
