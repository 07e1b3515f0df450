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
    private Dictionary<Guid, Place>? _places;
    private SegmentWriter? _open;

    /// <summary>The rows of a full block.</summary>
    public int RowsOfABlock => blockRows;

    /// <summary>How many points were added, changed or deleted. A caller that has noted them sets it back.</summary>
    public int Changes { get; set; }

    /// <summary>How many blocks are full but not in a file.</summary>
    public int FullInMemory => _segments.Count(static segment => segment is { IsFull: true, Block.IsMapped: false });

    /// <summary>Where each point is. It is built at the first write, so that a start does not wait for it.</summary>
    private Dictionary<Guid, Place> Places => _places ??= FindPlaces();

    /// <summary>The payload of a point, or null.</summary>
    public Payload? Find(Guid id) => Places.TryGetValue(id, out var place) ? place.Segment.PayloadOf(place.Row) : null;

    /// <summary>Adds a new point.</summary>
    public void Add(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        var places = Places;
        if (_open is null)
        {
            _segments.Add(_open = new SegmentWriter(new RowBlock(blockRows, dimension)));
        }

        places.Add(id, new Place(_open, _open.Append(id, vector, payload)));
        Changes++;
        if (_open.IsFull)
        {
            _open = null;
        }
    }

    /// <summary>Replaces a point's payload. Its vector stays, because the image's bytes determine it.</summary>
    public void Update(Guid id, Payload payload)
    {
        var place = Places[id];
        if (place.Segment.IsFull)
        {
            var block = place.Segment.Block;
            Remove(id);
            Add(id, block.Row(place.Row)[..dimension], payload);
            GC.KeepAlive(block);
        }
        else
        {
            place.Segment.Set(place.Row, payload);
            Changes++;
        }
    }

    public void Remove(Guid id)
    {
        if (Places.Remove(id, out var place))
        {
            place.Segment.Remove(place.Row);
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
        for (var row = 0; row < by.Block.Capacity; row++)
        {
            var id = by.Block.Ids[row];
            if (Places.TryGetValue(id, out var place) && place.Segment.Block == by.Origins[row].Block && place.Row == by.Origins[row].Row)
            {
                Places[id] = new Place(segment, row);
            }
            else
            {
                segment.Remove(row);
            }
        }

        _segments.RemoveAll(old => merged.Any(gone => gone.Block == old.Block));
        _segments.Insert(0, segment);
    }

    /// <summary>Returns the current version of the index. Later writes do not appear in it.</summary>
    public RowIndex Publish()
    {
        _segments.RemoveAll(static segment => segment is { IsFull: true, Live: 0 });
        Parallel.ForEach(_segments.FindAll(segment => segment.LacksCodes), segment => segment.Encode());
        return new RowIndex(dimension, _segments.ConvertAll(segment => segment.View()));
    }

    /// <summary>Builds the table of places, if it is not there yet.</summary>
    public void Prepare() => _ = Places;

    private Dictionary<Guid, Place> FindPlaces()
    {
        var places = new Dictionary<Guid, Place>(_segments.Sum(segment => segment.Live));
        foreach (var segment in _segments)
        {
            for (var row = 0; row < segment.Count; row++)
            {
                if (segment.IsLive(row))
                {
                    places.Add(segment.Block.Ids[row], new Place(segment, row));
                }
            }
        }

        return places;
    }

    private readonly record struct Place(SegmentWriter Segment, int Row);
}
