using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>The paths and captions of a part of embeddings, row by row.</summary>
internal sealed class ClipRetrievalTable
{
    private static readonly string[] PathColumns = ["image_path", "path", "file", "filename", "file_name", "image"];
    private static readonly string[] CaptionColumns = ["caption", "text", "title"];

    private static readonly CsvReaderOptions Quoted = new() { Separator = ',', TrackLineNumbers = true };

    private readonly string _file;
    private readonly string? _captions;

    private ClipRetrievalTable(string file, string? captions) => (_file, _captions) = (file, captions);

    /// <summary>The table of a part, by its label.</summary>
    /// <exception cref="UsageException">There is none that can be read.</exception>
    public static ClipRetrievalTable Find(string folder, string label)
    {
        string At(string name) => Path.Combine(folder, "metadata", name);
        foreach (var file in new[] { At($"metadata_{label}.jsonl"), At($"metadata_{label}.csv"), At($"paths_{label}.txt") })
        {
            if (!File.Exists(file))
            {
                continue;
            }

            var captions = At($"captions_{label}.txt");
            return new ClipRetrievalTable(file, file.EndsWith(".txt", StringComparison.Ordinal) && File.Exists(captions) ? captions : null);
        }

        throw new UsageException(File.Exists(At($"metadata_{label}.parquet"))
            ? $"'{At($"metadata_{label}.parquet")}' is parquet, which this command does not read. Convert it first, with:\n{Conversion(folder)}"
            : $"there is no '{At($"metadata_{label}.jsonl")}' (or .csv, or paths_{label}.txt) for img_emb_{label}.npy");
    }

    public IEnumerable<(string Path, string? Caption)> Read() => System.IO.Path.GetExtension(_file) switch
    {
        ".jsonl" => ReadJson(),
        ".csv" => ReadCsv(),
        _ => ReadLines(),
    };

    public override string ToString() => $"'{System.IO.Path.GetFileName(_file)}'";

    private static string Conversion(string folder) =>
        "python3 -c \"import glob,pandas;[pandas.read_parquet(f).to_json(f[:-7]+'jsonl',orient='records',lines=True) "
        + $"for f in glob.glob('{folder}/metadata/*.parquet')]\"";

    private IEnumerable<(string Path, string? Caption)> ReadJson()
    {
        var line = 0;
        foreach (var text in File.ReadLines(_file))
        {
            line++;
            var row = Parse(text, line);
            yield return (Text(row, PathColumns) ?? throw Pathless(line), Text(row, CaptionColumns));
        }
    }

    private IEnumerable<(string Path, string? Caption)> ReadCsv()
    {
        using var csv = CsvReader.FromFile(_file, Quoted);
        var path = Column(csv, PathColumns) ?? throw Pathless(1);
        var caption = Column(csv, CaptionColumns);
        while (csv.Read())
        {
            if (csv.IsEmpty(path))
            {
                throw Pathless((int)csv.LineNumber);
            }

            yield return (csv.GetString(path), caption is { } at && !csv.IsEmpty(at) ? csv.GetString(at) : null);
        }
    }

    private static int? Column(CsvReader csv, string[] names)
    {
        foreach (var name in names)
        {
            if (csv.TryGetFieldIndex(name, out var index))
            {
                return index;
            }
        }

        return null;
    }

    private IEnumerable<(string Path, string? Caption)> ReadLines()
    {
        using var captions = _captions is null ? null : File.ReadLines(_captions).GetEnumerator();
        foreach (var path in File.ReadLines(_file))
        {
            if (captions is not null && !captions.MoveNext())
            {
                throw new UsageException($"'{_captions}' has fewer lines than {this}");
            }

            yield return (path, captions?.Current is { Length: > 0 } caption ? caption : null);
        }
    }

    private JsonObject Parse(string text, int line)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{this}, line {line}: not a JSON object"));
        }
    }

    private static string? Text(JsonObject row, string[] columns)
    {
        var value = columns.Select(column => row[column]).FirstOrDefault(value => value?.GetValueKind() == JsonValueKind.String);
        return value?.GetValue<string>() is { Length: > 0 } text ? text : null;
    }

    private UsageException Pathless(int line) => new(string.Create(
        CultureInfo.InvariantCulture, $"{this}, line {line}: no image path (expected one of {string.Join(", ", PathColumns)})"));
}
