using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>
/// The binary values of a column of a row group. The library's buffers for them are five to seven times as large as the row group, so they are
/// given back to the system before the next one is read.
/// </summary>
internal sealed class BinaryColumn : IDisposable
{
    /// <summary>What is smaller is left to the collector.</summary>
    private const long WorthCollecting = 4 << 20;

    private readonly RawColumnData<ReadOnlyMemory<byte>> _raw;
    private readonly DataField _column;
    private readonly int _rows;
    private long _bytes;

    private BinaryColumn(RawColumnData<ReadOnlyMemory<byte>> raw, DataField column, int rows) => (_raw, _column, _rows) = (raw, column, rows);

    /// <summary>Reads a column.</summary>
    /// <exception cref="InvalidDataException">It has fewer values than the row group has rows.</exception>
    public static BinaryColumn Read(ParquetRowGroupReader group, DataField column)
    {
        var raw = (RawColumnData<ReadOnlyMemory<byte>>)group.ReadRawColumnDataBaseAsync(column).AsTask().GetAwaiter().GetResult();
        var read = new BinaryColumn(raw, column, (int)group.RowCount);
        if (raw.Values.Length < Enumerable.Range(0, read._rows).Count(read.Has))
        {
            raw.Dispose();
            throw new InvalidDataException($"the column '{column.Name}' has fewer values than its row group has rows");
        }

        return read;
    }

    /// <summary>The bytes of each row; null where it has none. Each is a copy, which may be used for longer than the column.</summary>
    public IEnumerable<ReadOnlyMemory<byte>?> Values()
    {
        var next = 0;
        for (var row = 0; row < _rows; row++)
        {
            yield return Has(row) ? Copy(next++) : null;
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        if (_bytes > WorthCollecting)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>Whether a row has a value: its definition level is the highest. Columns without empty rows may have no levels.</summary>
    private bool Has(int row)
    {
        var levels = _column.MaxDefinitionLevel > 0 ? _raw.DefinitionLevels : default;
        return levels.IsEmpty || (row < levels.Length && levels[row] == _column.MaxDefinitionLevel);
    }

    private byte[] Copy(int at)
    {
        var bytes = _raw.Values[at];
        _bytes += bytes.Length;
        return bytes.ToArray();
    }
}
