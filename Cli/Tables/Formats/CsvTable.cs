using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>CSV with a line of headings, separated by commas, semicolons, tabs or bars.</summary>
internal static class CsvTable
{
    /// <exception cref="UsageException">It cannot be understood: the message says where.</exception>
    public static IEnumerable<TableRow> Read(string path, Encoding encoding)
    {
        using var csv = Open(path, encoding);
        while (Next(csv, path))
        {
            var place = TableFile.Place(path, csv.LineNumber);
            if (csv.FieldCount > csv.Headers.Count)
            {
                throw new UsageException($"{place}: {csv.FieldCount} values, but only {csv.Headers.Count} headings");
            }

            var values = new List<KeyValuePair<string, JsonNode?>>(csv.FieldCount);
            for (var i = 0; i < csv.FieldCount; i++)
            {
                if (!csv.IsEmpty(i))
                {
                    values.Add(new(csv.Headers[i], CellText.Typed(csv.GetString(i))));
                }
            }

            // A spreadsheet writes its empty rows too, as separators alone.
            if (values.Count > 0)
            {
                yield return new TableRow(place, values);
            }
        }
    }

    /// <summary>Files with bars between columns, as Flickr30k's, do not use quotation marks.</summary>
    private static CsvReader Open(string path, Encoding encoding)
    {
        var options = Options(encoding);
        var csv = CsvReader.FromFile(path, options);
        if (csv.Separator != '|')
        {
            return csv;
        }

        csv.Dispose();
        return CsvReader.FromFile(path, Options(encoding, CsvMode.NoEscape, '|'));
    }

    private static CsvReaderOptions Options(Encoding encoding, CsvMode mode = CsvMode.Rfc4180, char? separator = null) => new()
    {
        // Without an encoding it reads UTF-8 as it is, and skips byte order marks.
        Encoding = encoding is UTF8Encoding ? null : encoding,
        Mode = mode,
        Separator = separator,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1 << 20,
    };

    private static bool Next(CsvReader csv, string path)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException exception)
        {
            throw new UsageException(
                $"{TableFile.Place(path, exception.LineNumber)}: a quotation mark is missing or in the middle of a value");
        }
    }
}
