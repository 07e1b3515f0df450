namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// One version of a collection's vectors: immutable, so that a search runs to its end on what it began with, whatever is written meanwhile.
/// </summary>
/// <remarks>
/// Bytes per point: 5 x the dimension padded to 64 (a float and a code), 32 for id, norms and payload reference, 50 for the writer's table of
/// places, and the payload's own objects, about 300 with one short name and caption. So 3 GB hold a million points of 512 dimensions.
/// </remarks>
internal sealed class RowIndex(int dimension, IReadOnlyList<Segment> segments)
{
    public int Dimension => dimension;

    /// <summary>Points.</summary>
    public int Count { get; } = segments.Sum(segment => segment.Live);

    /// <summary>Rows in memory: the points and the holes that deleted ones left.</summary>
    public int Rows => segments.Sum(segment => segment.Count);

    /// <summary>The k best of the points that pass the filter, by reading every float.</summary>
    public ScanResult SearchFloat(ReadOnlySpan<float> query, int k, Filter? filter, CancellationToken cancellationToken) =>
        new Scan(segments, query, k, filter, useCodes: false, cancellationToken).Run(Count);

    /// <summary>The same answer, by reading the codes and those floats that could matter.</summary>
    public ScanResult SearchCoded(ReadOnlySpan<float> query, int k, Filter? filter, CancellationToken cancellationToken) =>
        new Scan(segments, query, k, filter, useCodes: true, cancellationToken).Run(Count);
}

/// <summary>What a scan found.</summary>
/// <param name="Hits">Best first.</param>
/// <param name="Scored">How many rows' floats were read.</param>
internal readonly record struct ScanResult(Hit[] Hits, long Scored);
