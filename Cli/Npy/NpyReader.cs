using System.Buffers.Binary;

namespace Txt2Image.Cli.Npy;

/// <summary>Reads the rows of a NumPy file one after the other, so that it may be larger than memory.</summary>
internal sealed class NpyReader : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _row;
    private long _read;

    /// <exception cref="InvalidDataException">It cannot be read: the message says why.</exception>
    public NpyReader(string path)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            Header = NpyHeader.Read(_file);
            if ((_file.Length - _file.Position) / Header.RowBytes < Header.Rows)
            {
                throw new InvalidDataException($"it is shorter than the {Header.Rows} rows that its header declares");
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        _row = new byte[Header.RowBytes];
    }

    public NpyHeader Header { get; }

    /// <summary>The next row, or null at the end.</summary>
    public float[]? Next()
    {
        if (_read == Header.Rows)
        {
            return null;
        }

        _read++;
        _file.ReadExactly(_row);
        var numbers = new float[Header.Columns];
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = _row.AsSpan(Header.NumberBytes * i);
            numbers[i] = Header.NumberBytes switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(number),
                sizeof(float) => BinaryPrimitives.ReadSingleLittleEndian(number),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(number),
            };
        }

        return numbers;
    }

    public void Dispose() => _file.Dispose();
}
