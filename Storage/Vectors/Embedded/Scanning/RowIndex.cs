namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// One version of a collection's vectors. It is immutable, so a search completes on the version it started with, whatever is written meanwhile.
/// </summary>
/// <remarks>
/// Bytes per point: 5 x the dimension padded to 64 (a float and a code), 28 for id, norm and payload reference, 8 to 16 for the writer's table,
/// and about 100 for the payload, or 300 once a search has read it. Floats, codes and payloads of full blocks are parts of mapped files.
/// </remarks>
internal sealed class RowIndex(int dimension, IReadOnlyList<Segment> segments)
{
    public int Dimension => dimension;

    public IReadOnlyList<Segment> Segments => segments;

    /// <summary>The number of points.</summary>
    public int Count { get; } = segments.Sum(segment => segment.Live);

    /// <summary>The number of rows in memory: points and holes left by deleted points.</summary>
    public int Rows { get; } = segments.Sum(segment => segment.Count);

    /// <summary>Whether this version has all blocks of an earlier one at their places, so that one pass can scan both.</summary>
    public bool Continues(RowIndex earlier)
    {
        for (var i = 0; i < earlier.Segments.Count; i++)
        {
            if (i >= segments.Count || segments[i].Block != earlier.Segments[i].Block)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc cref="Selection.Of"/>
    public IReadOnlyList<Point> Select(Filter? filter, PointOrder order, TimelinePlace? after, int limit, CancellationToken cancellationToken) =>
        Selection.Of(segments, filter, order, after, limit, cancellationToken);
}

/// <summary>What a scan found.</summary>
/// <param name="Hits">Best first.</param>
/// <param name="Scored">How many rows' floats were read.</param>
internal readonly record struct ScanResult(Hit[] Hits, long Scored);
