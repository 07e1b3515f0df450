using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Tables.Formats;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>The paths, captions and fields of a part of embeddings, row by row.</summary>
internal sealed class ClipRetrievalTable
{
    private const string Lines = ".txt";
    private static readonly string[] Endings = [".jsonl", ".csv", ".parquet"];

    private readonly string _file;
    private readonly string? _captions;
    private readonly TextDecoding _decoding;

    private ClipRetrievalTable(string file, string? captions, TextDecoding decoding) => (_file, _captions, _decoding) = (file, captions, decoding);

    /// <summary>The table of a part, by its label.</summary>
    /// <exception cref="UsageException">There is none that can be read.</exception>
    public static ClipRetrievalTable Find(string folder, string label, TextDecoding decoding)
    {
        string At(string name) => Path.Combine(folder, "metadata", name);
        var file = Endings.Select(ending => At($"metadata_{label}{ending}")).Append(At($"paths_{label}{Lines}")).FirstOrDefault(File.Exists)
            ?? throw new UsageException(
                $"there is no '{At($"metadata_{label}.jsonl")}' (or .csv, or .parquet, or paths_{label}.txt) for img_emb_{label}.npy");
        var captions = At($"captions_{label}{Lines}");
        return new ClipRetrievalTable(file, file.EndsWith(Lines, StringComparison.Ordinal) && File.Exists(captions) ? captions : null, decoding);
    }

    /// <exception cref="UsageException">A row cannot be understood, or names no image.</exception>
    public IEnumerable<ClipRetrievalRow> Read() => _file.EndsWith(Lines, StringComparison.Ordinal) ? ReadLines() : ReadTable();

    public override string ToString() => $"'{Path.GetFileName(_file)}'";

    private IEnumerable<ClipRetrievalRow> ReadTable()
    {
        var uses = new ColumnUses(Path.GetFileName(_file));
        var reader = new RowReader(uses);
        foreach (var row in TableFile.Read(_file, _decoding, uses))
        {
            var details = reader.Read(row);
            yield return details.Image is { Role: not ColumnRole.Id } image
                ? new ClipRetrievalRow(image.Text, details.Captions is [var first, ..] ? first : null, details.FieldsJson())
                : throw new UsageException($"{row.Place}: no image path (expected one of {ColumnRoles.ImageNames})");
        }
    }

    /// <summary>A line for each path, and in another file a line for each caption.</summary>
    private IEnumerable<ClipRetrievalRow> ReadLines()
    {
        using var paths = _decoding.Open(_file);
        using var captions = _captions is null ? null : _decoding.Open(_captions);
        while (paths.ReadLine() is { } path)
        {
            var caption = captions?.ReadLine();
            if (string.IsNullOrWhiteSpace(path))
            {
                continue;
            }

            if (captions is not null && caption is null)
            {
                throw new UsageException($"'{_captions}' has fewer lines than {this}");
            }

            yield return new ClipRetrievalRow(path, caption is { Length: > 0 } ? caption : null, null);
        }
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Path">The path of the image.</param>
/// <param name="Caption">Its caption, if it has one.</param>
/// <param name="Fields">Its fields as a JSON object, if it has some.</param>
internal sealed record ClipRetrievalRow(string Path, string? Caption, string? Fields);
