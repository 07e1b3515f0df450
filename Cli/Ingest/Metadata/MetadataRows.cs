using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>Reads the rows of a metadata file: JSON Lines if its extension says so, otherwise CSV with a line of headings.</summary>
internal static class MetadataRows
{
    private static readonly string[] JsonEndings = [".jsonl", ".ndjson", ".json"];

    private static readonly CsvReaderOptions Csv = new()
    {
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1 << 20,
    };

    public static IEnumerable<RowBuilder> Read(string path) =>
        JsonEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? ReadJson(path) : ReadCsv(path);

    private static IEnumerable<RowBuilder> ReadJson(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var place = Place(path, number);
            var row = new RowBuilder(place);
            foreach (var (name, value) in ParseObject(line, place))
            {
                row.Add(name, value);
            }

            yield return row;
        }
    }

    private static JsonObject ParseObject(string line, string place)
    {
        try
        {
            var json = JsonNode.Parse(line) as JsonObject;
            // Reading them all finds a name that occurs twice.
            return json?.Count >= 0
                ? json
                : throw new UsageException($"{place}: each line must be a JSON object, such as {{\"path\":\"a.jpg\",\"caption\":\"a cat\"}}");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new UsageException($"{place}: not valid JSON: {exception.Message}");
        }
    }

    private static IEnumerable<RowBuilder> ReadCsv(string path)
    {
        using var csv = CsvReader.FromFile(path, Csv);
        while (Next(csv, path))
        {
            var place = Place(path, csv.LineNumber);
            if (csv.FieldCount > csv.Headers.Count)
            {
                throw new UsageException($"{place}: {csv.FieldCount} values, but only {csv.Headers.Count} headings");
            }

            var row = new RowBuilder(place);
            for (var i = 0; i < csv.FieldCount; i++)
            {
                row.Add(csv.Headers[i], csv.GetString(i));
            }

            yield return row;
        }
    }

    private static bool Next(CsvReader csv, string path)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException exception)
        {
            throw new UsageException($"{Place(path, exception.LineNumber)}: a quotation mark is missing or in the middle of a value");
        }
    }

    private static string Place(string path, long line) => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, line {line}");
}
