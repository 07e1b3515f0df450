namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>The writer's view of a block, with the segment last published to readers.</summary>
internal sealed class SegmentWriter(RowBlock block)
{
    private BlockCodes? _codes;
    private Payload?[] _payloads = new Payload?[block.Capacity];
    private int _count;
    private int _live;
    private bool _shared;
    private Segment? _view;

    public RowBlock Block => block;

    public bool IsFull => _count == block.Capacity;

    public bool IsSparse => IsFull && _live * 2 < block.Capacity;

    public bool LacksCodes => IsFull && _codes is null;

    public Payload? PayloadOf(int row) => _payloads[row];

    /// <summary>Writes a row beyond those that readers know.</summary>
    /// <returns>The row's index.</returns>
    public int Append(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        block.Write(_count, id, vector);
        _payloads[_count] = payload;
        _live++;
        _view = null;
        return _count++;
    }

    /// <summary>Changes or deletes a row's payload; copies the payloads first if readers share them.</summary>
    public void Set(int row, Payload? payload)
    {
        if (_shared)
        {
            _payloads = (Payload?[])_payloads.Clone();
        }

        _shared = false;
        _view = null;
        if (payload is null)
        {
            _live--;
        }

        _payloads[row] = payload;
    }

    public IEnumerable<(Guid Id, int Row)> LiveRows()
    {
        for (var row = 0; row < _count; row++)
        {
            if (_payloads[row] is not null)
            {
                yield return (block.Ids[row], row);
            }
        }
    }

    /// <summary>Encodes a full block.</summary>
    public void Encode()
    {
        _codes = new BlockCodes(block);
        _view = null;
    }

    public Segment View()
    {
        _shared = true;
        return _view ??= new Segment(block, _codes, _payloads, _count, _live);
    }
}
