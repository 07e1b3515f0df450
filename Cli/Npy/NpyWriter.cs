namespace Txt2Image.Cli.Npy;

/// <summary>Writes a matrix of 32-bit numbers as a NumPy file, row by row; the row count is written to the header at the end.</summary>
internal sealed class NpyWriter : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly int _columns;
    private long _rows;

    public NpyWriter(string path, int columns)
    {
        _columns = columns;
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        _file.Write(Header);
    }

    private byte[] Header => new NpyHeader(_rows, _columns, sizeof(float)).Write();

    /// <summary>Adds a row: its numbers as little-endian bytes.</summary>
    public async Task AddAsync(ReadOnlyMemory<byte> row, CancellationToken cancellationToken)
    {
        if (row.Length != _columns * sizeof(float))
        {
            throw new ArgumentException($"The row has {row.Length} bytes; {_columns} numbers have {_columns * sizeof(float)}.", nameof(row));
        }

        await _file.WriteAsync(row, cancellationToken);
        _rows++;
    }

    /// <summary>Writes the count, and flushes everything to the disk.</summary>
    public void Complete()
    {
        _file.Position = 0;
        _file.Write(Header);
        _file.Flush(flushToDisk: true);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
