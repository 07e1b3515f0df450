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
    public Ledger Open(CollectionInfo? collection, CliEnvironment environment)
    {
        if (_files is null || collection is null)
        {
            return Ledger.Empty;
        }

        var created = collection.Created?.ToString("O") ?? "";
        var header = new JournalHeader(JournalHeader.CurrentFormat, server.AbsoluteUri, collection.Name, created, source.Identity);
        var path = _files.JournalOf(server, request.Collection, source.Identity);
        var ledger = _files.Open(path, header, request.IsDryRun, out var isOfAnother);
        if (isOfAnother)
        {
            var name = Printable.Of(request.Collection);
            environment.Error.WriteLine($"note: the collection '{name}' was recreated since the last run: everything is sent again.");
        }

        return ledger;
    }
}
