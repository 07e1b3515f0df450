namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The single writer of an index. Rows are appended to the open block; a full block is encoded. A deleted row remains as a hole until half of a full
/// block are holes; then the remaining rows are appended again and the block is removed. <see cref="Publish"/> returns the version for readers.
/// </summary>
internal sealed class RowIndexWriter(int dimension, int blockRows = RowIndexWriter.BlockRows)
{
    /// <summary>Rows per block: enough to amortise folding the query, few enough to scan as floats until the block is full.</summary>
    public const int BlockRows = 4096;

    private readonly List<SegmentWriter> _segments = [];
    private readonly Dictionary<Guid, Place> _places = [];
    private SegmentWriter? _open;

    /// <summary>The payload of a point, or null.</summary>
    public Payload? Find(Guid id) => _places.TryGetValue(id, out var place) ? place.Segment.PayloadOf(place.Row) : null;

    /// <summary>Adds a new point.</summary>
    public void Add(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        if (_open is null)
        {
            _segments.Add(_open = new SegmentWriter(new RowBlock(blockRows, dimension)));
        }

        _places.Add(id, new Place(_open, _open.Append(id, vector, payload)));
        if (_open.IsFull)
        {
            _open = null;
        }
    }

    /// <summary>Replaces a point's payload. Its vector stays, because the image's bytes determine it.</summary>
    public void Update(Guid id, Payload payload)
    {
        var place = _places[id];
        place.Segment.Set(place.Row, payload);
    }

    public void Remove(Guid id)
    {
        if (_places.Remove(id, out var place))
        {
            place.Segment.Set(place.Row, null);
        }
    }

    /// <summary>Returns the current version of the index. Later writes do not appear in it.</summary>
    public RowIndex Publish()
    {
        foreach (var sparse in _segments.FindAll(segment => segment.IsSparse))
        {
            Dissolve(sparse);
        }

        Parallel.ForEach(_segments.FindAll(segment => segment.LacksCodes), segment => segment.Encode());
        return new RowIndex(dimension, _segments.ConvertAll(segment => segment.View()));
    }

    private void Dissolve(SegmentWriter sparse)
    {
        _segments.Remove(sparse);
        foreach (var (id, row) in sparse.LiveRows())
        {
            _places.Remove(id);
            Add(id, sparse.Block.Row(row)[..dimension], sparse.PayloadOf(row)!);
        }
    }

    private readonly record struct Place(SegmentWriter Segment, int Row);
}
