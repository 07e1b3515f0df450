using Txt2Image.Cli.Ingest.Metadata;
using Txt2Image.Cli.Ingest.Reporting;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>The files that the command line names in addition to the source.</summary>
internal sealed class IngestInputs
{
    private const int Shown = 3;
    private readonly HashSet<string>? _retried;
    private readonly string _workingDirectory;

    private IngestInputs(HashSet<string>? retried, TextDecoding texts, string workingDirectory) =>
        (_retried, Texts, _workingDirectory) = (retried, texts, workingDirectory);

    /// <summary>What is known about images by their names: the table that the user names, or those that lie beside them.</summary>
    public IReadOnlyList<MetadataTable> Tables { get; private set; } = [];

    /// <summary>How tables and captions are decoded.</summary>
    public TextDecoding Texts { get; }

    public static IngestInputs Read(IngestRequest request, string workingDirectory)
    {
        var retried = request.RetryFailed is { } failures ? FailureManifest.ReadNames(failures) : null;
        var inputs = new IngestInputs(retried, new TextDecoding(request.Encoding), workingDirectory);
        if (request.Metadata is { } metadata)
        {
            inputs.Tables = [MetadataTable.Load(new TablePlace(metadata, Path.GetFileName(metadata), workingDirectory), inputs.Texts)];
        }

        return inputs;
    }

    /// <summary>Uses the tables that lie beside the images.</summary>
    /// <param name="found">The tables.</param>
    /// <param name="note">Called with a sentence about each that cannot be used.</param>
    public void Take(IReadOnlyList<(string Name, string Path)> found, Action<string> note) =>
        Tables = FoundTables.Load(found, _workingDirectory, Texts, note);

    /// <summary>Whether only the failures of an earlier run are wanted.</summary>
    public bool AreRetried => _retried is not null;

    /// <summary>Which names are wanted: all, or those that failed, or are in a folder or archive that failed.</summary>
    public Func<string, bool> WantedOf(ISource source)
    {
        if (_retried is null || _retried.Contains(Path.GetFileName(source.Identity)))
        {
            return _ => true;
        }

        return name =>
        {
            for (var part = name; part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf('/'))])
            {
                if (_retried.Contains(part))
                {
                    return true;
                }
            }

            return false;
        };
    }

    public void ReportDuplicates(IIngestReport report)
    {
        if (Tables.Sum(table => table.Duplicates) is > 0 and var count)
        {
            report.Note($"note: metadata rows replaced by a later row of the same image: {Amount.Number(count)}");
        }
    }

    /// <summary>What is known about the tables once the whole source was read: rows without an image, and encodings that are a guess.</summary>
    public void ReportTables(IIngestReport report)
    {
        foreach (var table in Tables.Where(table => _retried is null && table.IsGiven))
        {
            if (table.Unmatched(Shown) is (> 0 and var count, var first))
            {
                var some = string.Join(", ", first) + (count > first.Count ? ", …" : "");
                report.Note($"note: metadata rows that match no image: {Amount.Number(count)} ({some})");
            }
        }

        if (Tables.Sum(table => table.Ambiguous) is > 0 and var ambiguous)
        {
            report.Note(
                $"note: images that have the file name of a row which another image has already got: {Amount.Number(ambiguous)}. "
                + "Give their paths in the table.");
        }

        if (Texts.Note() is { } note)
        {
            report.Note(note);
        }
    }
}
