using System.Globalization;
using System.Text;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>Reads a table row by row, in the format that its extension and its beginning say.</summary>
internal static class TableFile
{
    private static readonly string[] JsonEndings = [".jsonl", ".ndjson", ".json"];

    /// <param name="path">The file.</param>
    /// <param name="decoding">How texts are decoded.</param>
    /// <param name="uses">Where columns that cannot be read are noted.</param>
    /// <exception cref="UsageException">It cannot be understood: the message says where and why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<TableRow> Read(string path, TextDecoding decoding, ColumnUses uses)
    {
        if (Has(path, ParquetTable.Ending))
        {
            return ParquetTable.Read(path, uses);
        }

        var encoding = decoding.EncodingOf(path);
        if (Array.Exists(JsonEndings, ending => Has(path, ending)))
        {
            return ReadJson(path, encoding);
        }

        return TokenFile.IsOne(path, encoding) ? TokenFile.Read(path, encoding) : CsvTable.Read(path, encoding);
    }

    /// <summary>"metadata.csv, line 3", for messages.</summary>
    public static string Place(string path, long number, string unit = "line") =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, {unit} {number}");

    private static IEnumerable<TableRow> ReadJson(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        int first;
        do
        {
            first = text.Read();
        }
        while (first >= 0 && char.IsWhiteSpace((char)first));

        if (first == '[' && !Has(path, ".jsonl"))
        {
            return JsonTable.ReadList(path, encoding);
        }

        return CaptionsDocument.IsOne(path, encoding) ? CaptionsDocument.Read(path, encoding) : JsonTable.ReadLines(path, encoding);
    }

    private static bool Has(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
