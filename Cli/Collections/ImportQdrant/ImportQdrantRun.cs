using Txt2Image.Cli.Images;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.ImportQdrant;

/// <summary>One run of <c>import-qdrant</c>: page after page to the end. It reports how it went and how to continue, however it ends.</summary>
internal sealed class ImportQdrantRun(CliEnvironment environment, Txt2ImageClient client, ImportQdrantRequest request)
{
    private readonly Tally _tally = new();
    private readonly long _started = environment.Time.GetTimestamp();
    private string? _after = request.After;
    private long _total;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sources = await QdrantSources.ReadAsync(client, cancellationToken);
        var source = sources.FirstOrDefault(known => known.Name == request.Source) ?? throw new UsageException(NoSource(sources));
        _total = source.Points;
        await client.With(RetryPolicy.Bulk).EnsureCollectionAsync(request.Into, cancellationToken);
        DemoModelWarning.Write(environment, await DemoModelWarning.ReadAsync(client, cancellationToken));
        try
        {
            await ImportAllAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or Txt2ImageClientException)
        {
            environment.Out.WriteLine($"Not finished: {_tally}; {ProgressText.Duration(Elapsed)}");
            environment.Out.WriteLine($"To continue: {Printable.Of(request.CommandAfter(_after))}");
            throw;
        }

        ImageSummary.WriteFinished(environment, client.Address, request.Into, _tally, others: 0, Elapsed);
        return _tally.Failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    private async Task ImportAllAsync(CancellationToken cancellationToken)
    {
        await using var progress = new ProgressLine(environment, Progress);
        var pages = new QdrantPages(client, request, environment.Time);
        for (string? next = ""; next is not null;)
        {
            (var outcomes, next) = await pages.ImportAsync(_after, cancellationToken);
            foreach (var outcome in outcomes)
            {
                _tally.Add(outcome.Status);
                if (outcome.Status == ImageStatus.Failed)
                {
                    progress.WriteAbove($"failed: {outcome.Item.Name} (point {outcome.Item.Point}): {outcome.Reason}");
                }
            }

            _after = next ?? _after;
        }
    }

    // If a run begins in the middle, the number of remaining points is unknown.
    private string Progress() => ProgressText.Of(_tally.Done, _tally.Failed, request.After is null ? Math.Max(_total, _tally.Done) : null, Elapsed);

    private string NoSource(IReadOnlyList<QdrantSource> sources) => sources.Count == 0
        ? $"there is no collection '{request.Source}' in Qdrant, and no other except the server's own"
        : $"there is no collection '{request.Source}' in Qdrant; it has: {string.Join(", ", sources.Select(source => source.Name))}";
}
