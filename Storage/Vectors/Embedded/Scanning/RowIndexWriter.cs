namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The single writer of an index. Rows are appended to the open block; a full block is encoded, and from then on it only loses rows: a deleted one
/// remains as a hole, and one that gets another payload moves to the open block. <see cref="Compaction"/> removes the holes.
/// <see cref="Publish"/> returns the version for readers.
/// </summary>
internal sealed class RowIndexWriter(int dimension, int blockRows = RowIndexWriter.BlockRows)
{
    /// <summary>Rows per block: enough to amortise folding the query, few enough to scan as floats until the block is full.</summary>
    public const int BlockRows = 4096;

    private readonly List<SegmentWriter> _segments = [];
    private RowTable? _places;
    private SegmentWriter? _open;

    /// <summary>The rows of a full block.</summary>
    public int RowsOfABlock => blockRows;

    /// <summary>How many points were added, changed or deleted. A caller that has noted them sets it back.</summary>
    public int Changes { get; set; }

    /// <summary>How many blocks are full but not in a file.</summary>
    public int FullInMemory => _segments.Count(static segment => segment is { IsFull: true, Block.IsMapped: false });

    /// <summary>Where each point is. It is built at the first write, so that a start does not wait for it.</summary>
    private RowTable Places => _places ??= FindPlaces();

    /// <summary>The payload of a point, or null.</summary>
    public Payload? Find(Guid id) => Places.Find(id) is var (segment, row) ? segment.PayloadOf(row) : null;

    /// <summary>Adds a new point.</summary>
    public void Add(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        var places = Places;
        if (_open is null)
        {
            _segments.Add(_open = new SegmentWriter(new RowBlock(blockRows, dimension)));
            places.Add(_open);
        }

        places.Add(id, _open, _open.Append(id, vector, payload));
        Changes++;
        if (_open.IsFull)
        {
            _open = null;
        }
    }

    /// <summary>Replaces a point's payload. Its vector stays, because the image's bytes determine it.</summary>
    public void Update(Guid id, Payload payload)
    {
        var (segment, row) = Places.Find(id) ?? throw new KeyNotFoundException($"There is no point {id}.");
        if (segment.IsFull)
        {
            var block = segment.Block;
            Remove(id);
            Add(id, block.Row(row)[..dimension], payload);
            GC.KeepAlive(block);
        }
        else
        {
            segment.Set(row, payload);
            Changes++;
        }
    }

    public void Remove(Guid id)
    {
        if (Places.Find(id) is var (segment, row))
        {
            Places.Remove(id);
            segment.Remove(row);
            Changes++;
        }
    }

    /// <summary>Adds a full block whose points are in no other one.</summary>
    public void Add(RowBlock block, BlockCodes codes, ulong[] live, Func<int, Payload> stored)
    {
        _segments.Add(new SegmentWriter(block, codes, new Payload?[block.Capacity], live, stored));
        _places = null;
    }

    /// <summary>Continues with the same rows at another place: those of a block that was written to a file.</summary>
    public void Move(RowBlock from, RowBlock to, BlockCodes codes, Func<int, Payload> stored) =>
        _segments.Find(segment => segment.Block == from)?.Move(to, codes, stored);

    /// <summary>Replaces blocks by the one that they were merged into. A row that was deleted or moved in the meantime is a hole.</summary>
    public void Replace(IReadOnlyList<Segment> merged, MergedBlock by)
    {
        var segment = new SegmentWriter(by.Block, by.Codes, by.Payloads, RowPayloads.AllLive(by.Block.Capacity), stored: null);
        Places.Add(segment);
        for (var row = 0; row < by.Block.Capacity; row++)
        {
            var id = by.Block.Ids[row];
            if (Places.Find(id) is var (old, place) && old.Block == by.Origins[row].Block && place == by.Origins[row].Row)
            {
                Places.Move(id, segment, row);
            }
            else
            {
                segment.Remove(row);
            }
        }

        RemoveSegments(old => merged.Any(gone => gone.Block == old.Block));
        _segments.Insert(0, segment);
    }

    /// <summary>Returns the current version of the index. Later writes do not appear in it.</summary>
    public RowIndex Publish()
    {
        RemoveSegments(static segment => segment is { IsFull: true, Live: 0 });
        _places = _places is { IsWorn: true } ? null : _places;
        Parallel.ForEach(_segments.FindAll(segment => segment.LacksCodes), segment => segment.Encode());
        return new RowIndex(dimension, _segments.ConvertAll(segment => segment.View()));
    }

    /// <summary>Builds the table of places, if it is not there yet.</summary>
    public void Prepare() => _ = Places;

    private void RemoveSegments(Predicate<SegmentWriter> isGone)
    {
        _segments.FindAll(isGone).ForEach(segment => _places?.Drop(segment));
        _segments.RemoveAll(isGone);
    }

    private RowTable FindPlaces()
    {
        var places = new RowTable(blockRows);
        foreach (var segment in _segments)
        {
            places.Add(segment);
            for (var row = 0; row < segment.Count; row++)
            {
                if (segment.IsLive(row))
                {
                    places.Add(segment.Block.Ids[row], segment, row);
                }
            }
        }

        return places;
    }
}
