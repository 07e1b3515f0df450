namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Reads a collection's points from the latest to the earliest, and on to those without a time. A server orders points by a number only if it has an
/// index, and in no promised order among equal numbers. So the points of the last number, of which there
/// may be more, are read again by their ids.
/// </summary>
/// <param name="points">The points.</param>
/// <param name="collections">Says which indexes there are.</param>
/// <param name="storage">The Qdrant collection.</param>
/// <param name="hasOneLayout">Whether no point was written by an earlier version.</param>
/// <param name="filter">What points must satisfy; null for all.</param>
internal sealed class Timeline(ServerPoints points, ServerCollections collections, string storage, bool hasOneLayout, Filter? filter = null)
{
    private readonly FilterMessage _filters = new(hasOneLayout);

    public async Task<IReadOnlyList<Point>> ReadAsync(Operation operation, TimelinePlace? after, int limit)
    {
        List<Point> page = [];
        if (after is null or { Taken: not null })
        {
            if (after is { Taken: { } taken } place)
            {
                page.AddRange(await AtAsync(operation, taken, place.Id, limit));
            }

            var below = after?.Taken ?? double.PositiveInfinity;
            while (page.Count < limit && await BelowAsync(operation, below, limit - page.Count) is { Count: > 0 } next)
            {
                page.AddRange(next);
                below = TakenOf(next[^1]);
            }
        }

        if (page.Count < limit)
        {
            page.AddRange(await WithoutTimeAsync(operation, after is { Taken: null } ? after?.Id : null, limit - page.Count));
        }

        return page;
    }

    /// <summary>The points of one time, by their ids.</summary>
    private Task<IReadOnlyList<Point>> AtAsync(Operation operation, double taken, Guid? after, int limit) => points.ScrollAsync(
        operation, storage, after, limit, withVectors: false, _filters.Of(And(new Filter.Range(DerivedFields.Taken, taken, taken))));

    /// <summary>The latest points before a time. Of the last of their times there may be more.</summary>
    private async Task<IReadOnlyList<Point>> BelowAsync(Operation operation, double below, int limit)
    {
        var (key, earlier) = PointPayload.NumberKeys(DerivedFields.Taken);
        var indexed = await collections.IndexedAsync(operation, storage);
        List<Point> found = [];
        var message = filter is null ? null : _filters.Of(filter);
        var uncertain = double.NegativeInfinity;
        foreach (var one in indexed.Intersect(hasOneLayout ? [key] : [key, earlier], StringComparer.Ordinal))
        {
            var some = await points.DescendingAsync(operation, storage, one, below, limit, message);
            found.AddRange(some);
            uncertain = some.Count < limit ? uncertain : Math.Max(uncertain, TakenOf(some[^1]));
        }

        List<Point> page = [.. found.Where(point => TakenOf(point) > uncertain).OrderByDescending(TakenOf).ThenBy(point => point.Id).Take(limit)];
        if (page.Count < limit && double.IsFinite(uncertain))
        {
            page.AddRange(await AtAsync(operation, uncertain, after: null, limit - page.Count));
        }

        return page;
    }

    private Filter And(Filter condition) => filter is null ? condition : new Filter.And([filter, condition]);

    private static double TakenOf(Point point) => TimelinePlace.Of(point).Taken!.Value;

    private Task<IReadOnlyList<Point>> WithoutTimeAsync(Operation operation, Guid? after, int limit)
    {
        var isNumber = new Filter.Range(DerivedFields.Taken, double.NegativeInfinity, double.PositiveInfinity);
        return points.ScrollAsync(operation, storage, after, limit, withVectors: false, _filters.Of(And(new Filter.Not(isNumber))));
    }
}
