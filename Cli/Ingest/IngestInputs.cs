using Txt2Image.Cli.Ingest.Metadata;
using Txt2Image.Cli.Ingest.Reporting;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>The files that the command line names in addition to the source.</summary>
internal sealed class IngestInputs
{
    private const int Shown = 3;
    private readonly HashSet<string>? _retried;

    private IngestInputs(MetadataTable? table, HashSet<string>? retried) => (Table, _retried) = (table, retried);

    public MetadataTable? Table { get; }

    /// <summary>Whether only the failures of an earlier run are wanted.</summary>
    public bool AreRetried => _retried is not null;

    public static IngestInputs Read(IngestRequest request, string workingDirectory) => new(
        request.Metadata is { } metadata ? MetadataTable.Load(metadata, workingDirectory) : null,
        request.RetryFailed is { } failures ? FailureManifest.ReadNames(failures) : null);

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
        if (Table is { Duplicates: > 0 and var count })
        {
            report.Note($"note: metadata rows replaced by a later row of the same image: {Amount.Number(count)}");
        }
    }

    /// <summary>Rows without an image are reported once the whole source was read.</summary>
    public void ReportUnmatched(IIngestReport report)
    {
        if (_retried is null && Table?.Unmatched(Shown) is (> 0 and var count, var first))
        {
            var some = string.Join(", ", first) + (count > first.Count ? ", …" : "");
            report.Note($"note: metadata rows that match no image: {Amount.Number(count)} ({some})");
        }
    }
}
