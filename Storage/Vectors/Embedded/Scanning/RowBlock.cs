namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>A block of rows. The single writer writes each row once, beyond the count that readers know, so readers never see a row change.</summary>
internal sealed class RowBlock
{
    /// <summary>Rows are padded with zeros to a multiple of this, so that no kernel has to handle a remainder.</summary>
    public const int StrideUnit = 64;

    private readonly AlignedBuffer<float> _rows;

    public RowBlock(int capacity, int dimension)
    {
        Dimension = dimension;
        Stride = StrideOf(dimension);
        Ids = new Guid[capacity];
        _rows = new AlignedBuffer<float>(capacity * Stride);
    }

    /// <summary>A full block of rows that are there already.</summary>
    public RowBlock(Guid[] ids, int dimension, AlignedBuffer<float> rows)
    {
        Dimension = dimension;
        Stride = StrideOf(dimension);
        Ids = ids;
        _rows = rows;
    }

    public int Dimension { get; }

    /// <summary>The distance between rows in floats, and between the codes of rows in bytes.</summary>
    public int Stride { get; }

    public int Capacity => Ids.Length;

    public Guid[] Ids { get; }

    /// <summary>Whether the rows are in a mapped file.</summary>
    public bool IsMapped => _rows.IsMapped;

    public static int StrideOf(int dimension) => (dimension + StrideUnit - 1) / StrideUnit * StrideUnit;

    /// <summary>All rows, one <see cref="Stride"/> after the other.</summary>
    public ReadOnlySpan<float> Rows => _rows.Span;

    public ReadOnlySpan<float> Row(int row) => _rows.Span.Slice(row * Stride, Stride);

    public void Write(int row, Guid id, ReadOnlySpan<float> vector)
    {
        var target = _rows.Span.Slice(row * Stride, Stride);
        vector.CopyTo(target);
        target[vector.Length..].Clear();
        Ids[row] = id;
    }
}
