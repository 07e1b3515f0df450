using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>An open Parquet file (https://parquet.apache.org). A row group is read at a time, so that the file may be larger than memory.</summary>
internal sealed class ParquetFile : IDisposable
{
    /// <summary>So that the memory for a group's rows cannot be set by a damaged number. Programs write about a million at most.</summary>
    private const int MostRows = 1 << 24;

    private readonly string _path;
    private readonly ParquetReader _reader;

    private ParquetFile(string path, ParquetReader reader, IReadOnlyList<Field> columns) => (_path, _reader, Columns) = (path, reader, columns);

    public IReadOnlyList<Field> Columns { get; }

    public int Groups => _reader.RowGroupCount;

    /// <exception cref="UsageException">It is damaged, or not a Parquet file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ParquetFile Open(string path) => Guard(path, () =>
    {
        var reader = ParquetReader.CreateAsync(path).GetAwaiter().GetResult();
        try
        {
            return new ParquetFile(path, reader, reader.Schema.Fields);
        }
        catch
        {
            Dispose(reader);
            throw;
        }
    });

    /// <summary>The rows of a group: the columns that can be read, with their values.</summary>
    /// <param name="group">Its index.</param>
    /// <param name="columns">Which columns.</param>
    /// <exception cref="UsageException">It is damaged.</exception>
    public IEnumerable<IReadOnlyList<KeyValuePair<string, JsonNode?>>> Rows(int group, IEnumerable<Field> columns) => Guard(_path, () =>
    {
        using var reader = OpenGroup(group);
        var rows = (int)reader.RowCount;
        var read = columns.Select(column => (column.Name, Values: ParquetColumn.Read(reader, column, rows))).ToArray();
        return Enumerable.Range(0, rows).Select(row =>
            (IReadOnlyList<KeyValuePair<string, JsonNode?>>)[.. read.Select(column => KeyValuePair.Create(column.Name, column.Values[row]))]);
    });

    /// <summary>The binary values of a column of a group.</summary>
    /// <exception cref="UsageException">It is damaged.</exception>
    public BinaryColumn Binaries(int group, DataField column) => Guard(_path, () =>
    {
        using var reader = OpenGroup(group);
        return BinaryColumn.Read(reader, column);
    });

    public void Dispose() => Dispose(_reader);

    private static void Dispose(ParquetReader reader) => reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private ParquetRowGroupReader OpenGroup(int group)
    {
        var reader = _reader.OpenRowGroupReader(group);
        return reader.RowCount is >= 0 and <= MostRows
            ? reader
            : throw new InvalidDataException($"it declares {reader.RowCount} rows in a row group, and at most {MostRows} are read");
    }

    /// <summary>The library throws exceptions of many kinds on a file that is damaged.</summary>
    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (UsageException or UnauthorizedAccessException or FileNotFoundException))
        {
            throw new UsageException($"'{Path.GetFileName(path)}' cannot be read as Parquet: {exception.Message}");
        }
    }
}
