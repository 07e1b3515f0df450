namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Removes the holes that deleted points leave, beside the writer: it reads a published version, and the writer takes the result over
/// (<see cref="RowIndexWriter.Replace"/>).
/// </summary>
internal static class Compaction
{
    /// <summary>
    /// Which blocks are worth merging into one: those with more than a quarter of holes, and small ones if they fit together. Empty if none is.
    /// </summary>
    public static IReadOnlyList<Segment> Choose(RowIndex index, int blockRows)
    {
        var poor = index.Segments.Where(segment => segment.Codes is not null && (HasHoles(segment) || segment.Live * 2 < blockRows));
        List<Segment> chosen = [];
        var rows = 0;
        foreach (var segment in poor.OrderBy(segment => segment.Live))
        {
            if (rows + segment.Live <= blockRows)
            {
                chosen.Add(segment);
                rows += segment.Live;
            }
        }

        return chosen.Count > 1 ? chosen : [.. index.Segments.Where(segment => segment.Codes is not null && HasHoles(segment)).Take(1)];
    }

    /// <summary>A block with the living rows of some others, at most of a block's size together.</summary>
    public static MergedBlock Merge(IReadOnlyList<Segment> segments)
    {
        var dimension = segments[0].Block.Dimension;
        List<(Guid Id, ReadOnlyMemory<float> Vector, Payload Payload, RowOrigin Origin)> rows = [];
        foreach (var segment in segments)
        {
            for (var row = 0; row < segment.Count; row++)
            {
                if (segment.Payloads[row] is { } payload)
                {
                    rows.Add((segment.Block.Ids[row], segment.Block.Row(row)[..dimension].ToArray(), payload, new RowOrigin(segment.Block, row)));
                }
            }

            GC.KeepAlive(segment);
        }

        return MergedBlock.Of(dimension, rows);
    }

    private static bool HasHoles(Segment segment) => segment.Live * 4 < segment.Count * 3;
}

/// <summary>Where a row was before.</summary>
internal readonly record struct RowOrigin(RowBlock Block, int Row);

/// <summary>A full block made of rows of other blocks.</summary>
/// <param name="Block">The rows.</param>
/// <param name="Codes">Their codes.</param>
/// <param name="Payloads">Their payloads.</param>
/// <param name="Origins">Where each row was.</param>
internal sealed record MergedBlock(RowBlock Block, BlockCodes Codes, Payload[] Payloads, RowOrigin[] Origins)
{
    public static MergedBlock Of(int dimension, IReadOnlyList<(Guid Id, ReadOnlyMemory<float> Vector, Payload Payload, RowOrigin Origin)> rows)
    {
        var block = new RowBlock(rows.Count, dimension);
        foreach (var (row, (id, vector, _, _)) in rows.Index())
        {
            block.Write(row, id, vector.Span);
        }

        return new MergedBlock(
            block, new BlockCodes(block), [.. rows.Select(static row => row.Payload)], [.. rows.Select(static row => row.Origin)]);
    }
}
