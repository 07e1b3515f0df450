using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>What is kept between runs about one source and one collection of one server.</summary>
internal sealed class SourceState(IngestRequest request, Uri server, ISource source)
{
    private readonly StateFiles? _files = request.StateFolder is { } folder ? new StateFiles(folder) : null;

    /// <summary>Where failures are listed, if anywhere.</summary>
    public string? FailuresPath => request.Failures ?? (request.IsDryRun ? null : _files?.FailuresOf(server, request.Collection, source.Identity));

    /// <summary>Opens the known state; a collection that does not exist has none.</summary>
    /// <param name="collection">The collection, if it exists.</param>
    /// <param name="history">The history of its writes, if the server keeps one.</param>
    /// <param name="environment">Where a note goes.</param>
    public Ledger Open(CollectionInfo? collection, CollectionHistory? history, CliEnvironment environment)
    {
        if (_files is null || collection is null)
        {
            return Ledger.Empty;
        }

        var created = collection.Created?.ToString("O") ?? "";
        var header = new JournalHeader(JournalHeader.CurrentFormat, server.AbsoluteUri, collection.Name, created, source.Identity);
        var path = _files.JournalOf(server, request.Collection, source.Identity);
        var ledger = _files.Open(path, header, history is null ? null : history.HasLost, request.IsDryRun, out var isOfAnother);
        var name = Printable.Of(request.Collection);
        if (isOfAnother)
        {
            environment.Error.WriteLine($"note: the collection '{name}' was recreated since the last run: everything is sent again.");
        }
        else if (ledger.CountLost > 0)
        {
            var lost = Amount.Of(ledger.CountLost, "name");
            environment.Error.WriteLine(
                $"note: the collection '{name}' was restored from an older backup: what it lost since, {lost}, is sent again.");
        }

        return ledger;
    }
}
