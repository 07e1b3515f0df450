namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The first points that pass a filter, in the order of ids or of times. It looks at every payload once and keeps only as many as are wanted, so a
/// page costs about as much as a filtered search.
/// </summary>
internal static class Selection
{
    private const int RowsBetweenChecks = 1024;

    /// <param name="segments">The rows.</param>
    /// <param name="filter">What a point must satisfy; null for all.</param>
    /// <param name="order">The order.</param>
    /// <param name="after">The place to begin after; null for the start.</param>
    /// <param name="limit">The most points.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static IReadOnlyList<Point> Of(
        IReadOnlyList<Segment> segments, Filter? filter, PointOrder order, TimelinePlace? after, int limit, CancellationToken cancellationToken)
    {
        var passes = filter is null ? null : FilterMatch.Compile(filter);

        // The last of those that are kept comes first, because it is the next to be replaced.
        var kept = new PriorityQueue<Point, TimelinePlace>(Comparer<TimelinePlace>.Create((one, other) => order.Compare(other, one)));
        foreach (var segment in segments)
        {
            for (var row = 0; row < segment.Count; row++)
            {
                if (row % RowsBetweenChecks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (segment.Payloads[row] is not { } payload)
                {
                    continue;
                }

                var id = segment.Block.Ids[row];
                var place = new TimelinePlace(order.IsNewestFirst ? DerivedFields.TakenIn(payload.Fields) : null, id);
                var isLate = kept.Count == limit && kept.TryPeek(out _, out var last) && order.Compare(place, last) > 0;
                if (isLate || (after is { } passed && order.Compare(place, passed) <= 0) || passes?.Invoke(payload) == false)
                {
                    continue;
                }

                if (kept.Count == limit)
                {
                    kept.Dequeue();
                }

                kept.Enqueue(new Point(id, default, payload), place);
            }
        }

        var points = new Point[kept.Count];
        for (var i = points.Length - 1; i >= 0; i--)
        {
            points[i] = kept.Dequeue();
        }

        return points;
    }
}
