using System.Numerics;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>The writer's view of a block, with the segment last published to readers.</summary>
internal sealed class SegmentWriter
{
    private BlockCodes? _codes;
    private Payload?[] _known;
    private ulong[] _live;
    private Func<int, Payload>? _stored;
    private bool _sharesKnown;
    private bool _sharesLive;
    private Segment? _view;

    /// <summary>An empty block.</summary>
    public SegmentWriter(RowBlock block)
    {
        Block = block;
        _known = new Payload?[block.Capacity];
        _live = new ulong[RowPayloads.Words(block.Capacity)];
    }

    /// <summary>A full block.</summary>
    public SegmentWriter(RowBlock block, BlockCodes codes, Payload?[] known, ulong[] live, Func<int, Payload>? stored)
    {
        Block = block;
        _codes = codes;
        _known = known;
        _live = live;
        _stored = stored;
        Count = block.Capacity;
        Live = live.Sum(static word => BitOperations.PopCount(word));
    }

    public RowBlock Block { get; private set; }

    /// <summary>Its number in the table of points.</summary>
    public int Number { get; set; }

    public int Count { get; private set; }

    /// <summary>The number of rows that are not deleted.</summary>
    public int Live { get; private set; }

    public bool IsFull => Count == Block.Capacity;

    public bool LacksCodes => IsFull && _codes is null;

    public Payload? PayloadOf(int row) => IsLive(row) ? _known[row] ??= _stored!(row) : null;

    public bool IsLive(int row) => RowPayloads.IsLive(_live, row);

    /// <summary>Writes a row beyond those that readers know.</summary>
    /// <returns>The row's index.</returns>
    public int Append(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        Block.Write(Count, id, vector);
        _known[Count] = payload;
        RowPayloads.Set(_live, Count);
        Live++;
        _view = null;
        return Count++;
    }

    /// <summary>Changes a row's payload; copies the payloads first if readers share them.</summary>
    public void Set(int row, Payload payload)
    {
        _known = _sharesKnown ? [.. _known] : _known;
        _sharesKnown = false;
        _known[row] = payload;
        _view = null;
    }

    /// <summary>Deletes a row.</summary>
    public void Remove(int row)
    {
        _live = _sharesLive ? [.. _live] : _live;
        _sharesLive = false;
        RowPayloads.Clear(_live, row);
        Live--;
        _view = null;
    }

    /// <summary>Encodes a full block.</summary>
    public void Encode()
    {
        _codes = new BlockCodes(Block);
        _view = null;
    }

    /// <summary>Continues with the same rows, codes and payloads at another place.</summary>
    public void Move(RowBlock block, BlockCodes codes, Func<int, Payload> stored)
    {
        (Block, _codes, _stored) = (block, codes, stored);
        (_known, _sharesKnown, _view) = (new Payload?[block.Capacity], false, null);
    }

    public Segment View()
    {
        if (_view is null)
        {
            (_sharesKnown, _sharesLive) = (true, true);
            _view = new Segment(Block, _codes, new RowPayloads(_known, _live, _stored), Count, Live);
        }

        return _view;
    }
}
