using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Importing;

/// <summary>One run of <c>import-qdrant</c>: page after page to the end, telling how it went and how to go on, however it ends.</summary>
internal sealed class ImportRun(CliEnvironment environment, ServerClient client, ImportRequest request)
{
    private readonly Tally _tally = new();
    private readonly long _started = environment.Time.GetTimestamp();
    private string? _after = request.After;
    private long _total;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sources = await SourceList.ReadAsync(client, cancellationToken);
        var source = sources.FirstOrDefault(known => known.Name == request.Source) ?? throw new UsageException(NoSource(sources));
        _total = source.Points;
        await TargetCollection.EnsureAsync(client, request.Into, cancellationToken);
        IngestNotes.WarnOfDrawingsOnly(environment, await ServerStatus.ReadAsync(client, cancellationToken));
        try
        {
            await ImportAllAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or UnreachableException or ServerRefusedException)
        {
            environment.Out.WriteLine($"Not finished: {_tally}; {ProgressText.Duration(Elapsed)}");
            environment.Out.WriteLine($"To go on: {Printable.Of(request.CommandAfter(_after))}");
            throw;
        }

        IngestNotes.WriteSummary(environment, client.Address, request.Into, _tally, others: 0, Elapsed);
        return _tally.Failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    private async Task ImportAllAsync(CancellationToken cancellationToken)
    {
        await using var progress = new ProgressLine(environment, Progress);
        var pages = new ImportPages(client, request, environment.Time);
        for (string? next = ""; next is not null;)
        {
            (var outcomes, next) = await pages.ImportAsync(_after, cancellationToken);
            foreach (var outcome in outcomes)
            {
                _tally.Add(outcome.Kind);
                if (outcome.Kind == OutcomeKind.Failed)
                {
                    progress.WriteAbove($"failed: {outcome.Name} (point {outcome.Point}): {outcome.Reason}");
                }
            }

            _after = next ?? _after;
        }
    }

    // Where a run begins in the middle, nobody knows how many points are left.
    private string Progress() => ProgressText.Of(_tally.Done, _tally.Failed, request.After is null ? Math.Max(_total, _tally.Done) : null, Elapsed);

    private string NoSource(IReadOnlyList<SourceAnswer> sources) => sources.Count == 0
        ? $"there is no collection '{request.Source}' in Qdrant, nor any other but the server's own"
        : $"there is no collection '{request.Source}' in Qdrant; there are: {string.Join(", ", sources.Select(source => source.Name))}";
}
