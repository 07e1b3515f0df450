namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Where each point is. A hash table of row numbers alone, 8 to 16 bytes a point: the ids are in the blocks, and are compared there.
/// </summary>
/// <remarks>
/// Open addressing: a point is in the first free cell from its own on, and a removal moves those behind it up. At most half of the cells are taken.
/// </remarks>
internal sealed class RowTable(int blockRows)
{
    private const int FewestCells = 1024;

    private readonly List<SegmentWriter?> _segments = [];

    /// <summary>One more than segment · rows of a block + row; 0 for a free cell.</summary>
    private int[] _cells = new int[FewestCells];

    /// <summary>The number of points.</summary>
    public int Count { get; private set; }

    /// <summary>Whether half of the numbers for rows are used up, those of dropped segments too. A new table begins again.</summary>
    public bool IsWorn => _segments.Count > int.MaxValue / blockRows / 2;

    /// <summary>Finds a point.</summary>
    public (SegmentWriter Segment, int Row)? Find(Guid id) => _cells[CellOf(id)] is var row and not 0 ? PlaceOf(row) : null;

    /// <summary>Adds a point.</summary>
    /// <param name="id">The point.</param>
    /// <param name="segment">Its segment, which the table has.</param>
    /// <param name="row">Its row there.</param>
    /// <exception cref="ArgumentException">It is there already.</exception>
    public void Add(Guid id, SegmentWriter segment, int row)
    {
        if (2 * (Count + 1) > _cells.Length)
        {
            Grow();
        }

        ref var cell = ref _cells[CellOf(id)];
        if (cell != 0)
        {
            throw new ArgumentException($"There is a point {id} already.", nameof(id));
        }

        cell = NumberOf(segment, row);
        Count++;
    }

    /// <summary>Notes the new place of a point that is there.</summary>
    public void Move(Guid id, SegmentWriter segment, int row) => _cells[CellOf(id)] = NumberOf(segment, row);

    /// <summary>Takes in a segment, before its first point.</summary>
    public void Add(SegmentWriter segment)
    {
        segment.Number = _segments.Count;
        _segments.Add(segment);
    }

    /// <summary>Lets go of a segment that no point is in any more.</summary>
    public void Drop(SegmentWriter segment) => _segments[segment.Number] = null;

    /// <summary>Removes a point, if it is there.</summary>
    public void Remove(Guid id)
    {
        var free = CellOf(id);
        if (_cells[free] == 0)
        {
            return;
        }

        Count--;
        for (var cell = Next(free); _cells[cell] != 0; cell = Next(cell))
        {
            // Moves up unless its own cell lies between the free one and this.
            var own = OwnCell(IdOf(_cells[cell]));
            if (((cell - own) & (_cells.Length - 1)) >= ((cell - free) & (_cells.Length - 1)))
            {
                _cells[free] = _cells[cell];
                free = cell;
            }
        }

        _cells[free] = 0;
    }

    private void Grow()
    {
        var old = _cells;
        _cells = new int[2 * old.Length];
        foreach (var row in old.Where(static row => row != 0))
        {
            // All are different, so only a free cell is looked for.
            var cell = OwnCell(IdOf(row));
            while (_cells[cell] != 0)
            {
                cell = Next(cell);
            }

            _cells[cell] = row;
        }
    }

    /// <summary>The cell that has a point, or the free one where it would be.</summary>
    private int CellOf(Guid id)
    {
        var cell = OwnCell(id);
        while (_cells[cell] != 0 && IdOf(_cells[cell]) != id)
        {
            cell = Next(cell);
        }

        return cell;
    }

    // Multiplied, so that ids that differ in a few bits only are far apart.
    private int OwnCell(Guid id) => (int)(((uint)id.GetHashCode() * 0x9E3779B97F4A7C15) >> 32) & (_cells.Length - 1);

    private int Next(int cell) => (cell + 1) & (_cells.Length - 1);

    private int NumberOf(SegmentWriter segment, int row) => (segment.Number * blockRows) + row + 1;

    private Guid IdOf(int row)
    {
        var (segment, place) = PlaceOf(row);
        return segment.Block.Ids[place];
    }

    private (SegmentWriter Segment, int Row) PlaceOf(int row) => (_segments[(row - 1) / blockRows]!, (row - 1) % blockRows);
}
