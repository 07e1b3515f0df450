namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The one writer of an index. Rows are appended to the open block; a full block gets its codes. A deleted row stays as a hole until half of its
/// full block are holes: then the rows left are appended anew and the block goes. <see cref="Publish"/> gives what readers see.
/// </summary>
internal sealed class RowIndexWriter(int dimension, int blockRows = RowIndexWriter.BlockRows)
{
    /// <summary>Rows to a block: enough to hide the folding of the query, few enough to scan as floats until they are full.</summary>
    public const int BlockRows = 4096;

    private readonly List<SegmentWriter> _segments = [];
    private readonly Dictionary<Guid, Place> _places = [];
    private SegmentWriter? _open;

    /// <summary>The payload of a point, or null.</summary>
    public Payload? Find(Guid id) => _places.TryGetValue(id, out var place) ? place.Segment.PayloadOf(place.Row) : null;

    /// <summary>Adds a point that is not there.</summary>
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

    /// <summary>Gives a point another payload; its vector is its bytes' and stays.</summary>
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

    /// <summary>The index as it stands now. What is written later does not show in it.</summary>
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
