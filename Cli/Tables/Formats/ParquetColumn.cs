using System.Text.Json.Nodes;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>
/// Reads a column of a row group as JSON: texts, numbers, true and false, dates (as seconds since 1970), lists of these, and structures of these. A
/// column of another form, or of bytes, is not read.
/// </summary>
internal static class ParquetColumn
{
    /// <summary>The names that pandas gives to the index of a table.</summary>
    private const string PandasIndex = "__index_level_";

    public static bool IsRead(Field column) => column switch
    {
        _ when column.Name.StartsWith(PandasIndex, StringComparison.Ordinal) => false,
        DataField data => !IsBinary(data) && data.MaxRepetitionLevel <= 1,
        ListField { Item: DataField item } => !IsBinary(item) && item.MaxRepetitionLevel == 1,
        StructField structure => structure.Fields.Any(field => field is DataField { MaxRepetitionLevel: 0 } data && !IsBinary(data)),
        _ => false,
    };

    public static bool IsBinary(DataField column) => column.ClrType == typeof(ReadOnlyMemory<byte>) || column.ClrType == typeof(byte[]);

    /// <summary>The value of each row; null where it has none.</summary>
    public static JsonNode?[] Read(ParquetRowGroupReader group, Field column, int rows) => column switch
    {
        DataField data => ReadData(group, data, rows),
        ListField { Item: DataField item } => ReadData(group, item, rows),
        StructField structure => ReadStructure(group, structure, rows),
        _ => new JsonNode?[rows],
    };

    private static JsonNode?[] ReadStructure(ParquetRowGroupReader group, StructField structure, int rows)
    {
        var objects = new JsonNode?[rows];
        foreach (var field in structure.Fields.OfType<DataField>().Where(field => field.MaxRepetitionLevel == 0 && !IsBinary(field)))
        {
            var values = ReadData(group, field, rows);
            for (var row = 0; row < rows; row++)
            {
                if (values[row] is { } value)
                {
                    (objects[row] ??= new JsonObject())[field.Name] = value;
                }
            }
        }

        return objects;
    }

    /// <summary>
    /// Distributes the values of a column to its rows. A value is there where the definition level is the highest; a repetition level of 0 begins a
    /// row (https://parquet.apache.org/docs/file-format/nestedencoding/).
    /// </summary>
    private static JsonNode?[] ReadData(ParquetRowGroupReader group, DataField column, int rows)
    {
        using var raw = group.ReadRawColumnDataBaseAsync(column).AsTask().GetAwaiter().GetResult();
        var values = Values(raw);
        var definitions = column.MaxDefinitionLevel > 0 ? raw.DefinitionLevels : default;
        var repetitions = column.MaxRepetitionLevel > 0 ? raw.RepetitionLevels : default;
        var read = new JsonNode?[rows];
        var (row, next) = (-1, 0);
        var entries = definitions.IsEmpty ? values.Length : definitions.Length;
        for (var entry = 0; entry < entries; entry++)
        {
            row += repetitions.IsEmpty || repetitions[entry] == 0 ? 1 : 0;
            if (!definitions.IsEmpty && definitions[entry] < column.MaxDefinitionLevel)
            {
                continue;
            }

            var value = values[next++];
            if (repetitions.IsEmpty)
            {
                read[row] = value;
            }
            else
            {
                ((JsonArray)(read[row] ??= new JsonArray())).Add(value);
            }
        }

        return read;
    }

    private static JsonNode?[] Values(RawColumnData raw) => raw switch
    {
        RawColumnData<ReadOnlyMemory<char>> texts => Map(texts, text => JsonValue.Create(text.ToString())),
        RawColumnData<long> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<int> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<short> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<sbyte> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<byte> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<ushort> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<uint> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<ulong> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<float> numbers => Map(numbers, number => float.IsFinite(number) ? JsonValue.Create(number) : null),
        RawColumnData<double> numbers => Map(numbers, number => double.IsFinite(number) ? JsonValue.Create(number) : null),
        RawColumnData<decimal> numbers => Map(numbers, number => JsonValue.Create(number)),
        RawColumnData<bool> truths => Map(truths, truth => JsonValue.Create(truth)),
        RawColumnData<Guid> ids => Map(ids, id => JsonValue.Create(id.ToString())),
        RawColumnData<DateTime> dates => Map(dates, date => CellText.Seconds(new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)))),
        RawColumnData<DateOnly> dates => Map(dates, date => CellText.Seconds(new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero))),
        _ => throw new NotSupportedException($"values of the type {raw.GetType().GenericTypeArguments[0].Name} are not supported"),
    };

    private static JsonNode?[] Map<T>(RawColumnData<T> raw, Func<T, JsonNode?> map)
        where T : struct
    {
        var values = new JsonNode?[raw.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = map(raw.Values[i]);
        }

        return values;
    }
}
