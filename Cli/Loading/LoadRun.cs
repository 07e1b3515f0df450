using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Loading;

/// <summary>One run of <c>import</c>: rows in small batches, each row with an outcome, and how it went at the end, however that comes.</summary>
internal sealed class LoadRun(CliEnvironment environment, ServerClient client, LoadRequest request)
{
    private const int BatchRows = 16;
    private const int BatchNames = 128;
    private const long BatchBytes = 8 << 20;
    private const int Parallel = 4;

    private readonly Tally _tally = new();
    private readonly long _started = environment.Time.GetTimestamp();
    private int _previews;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var source = LoadSource.Open(request.Folder, request.Images);
        var collection = await TargetCollection.EnsureAsync(client, request.Collection, cancellationToken);
        var model = request.ReEmbed ? null : ModelOf(source, collection);
        try
        {
            await using var progress = new ProgressLine(environment, () => ProgressText.Of(_tally.Done, _tally.Failed, Math.Max(source.Count, _tally.Done), Elapsed));
            var upload = new LoadUpload(client, request.Collection, model, environment.Time);
            var degree = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
            await System.Threading.Tasks.Parallel.ForEachAsync(
                source.Rows.Chunk(BatchRows), degree, async (rows, stop) => await LoadAsync(rows, upload, model is not null, progress, stop));
        }
        catch (Exception exception) when (exception is OperationCanceledException or UnreachableException or ServerRefusedException or UsageException)
        {
            IngestNotes.WriteUnfinished(environment, _tally, Elapsed);
            throw;
        }

        IngestNotes.WriteSummary(environment, client.Address, request.Collection, _tally, others: 0, Elapsed);
        if (_previews > 0)
        {
            environment.Error.WriteLine($"note: {Counted.Of(_previews, "preview")} came in place of originals that were not kept; each is an image of its own now, with an id of its own.");
        }

        return _tally.Failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    /// <summary>The model that the embeddings are sent as; what cannot fit is refused before anything is sent.</summary>
    private string ModelOf(LoadSource source, CollectionAnswer collection)
    {
        const string Remedy = "With --re-embed the images are sent alone, and embedded by the server's model.";
        var own = $"the collection '{collection.Name}' has {collection.Model} ({collection.Fingerprint})";
        var model = source.Model ?? request.Model
            ?? throw new UsageException($"this folder does not tell which model its embeddings are of: say it with --model; {own}. {Remedy}");
        if (source.Model is not null && source.Model != collection.Fingerprint)
        {
            throw new UsageException($"the embeddings are of {source.ModelName} ({source.Model}); {own}. {Remedy}");
        }

        if (model != collection.Fingerprint && model != collection.Model)
        {
            throw new UsageException($"the embeddings are of {model}; {own}. {Remedy}");
        }

        if (source.Dimension != collection.Dimension)
        {
            throw new UsageException($"the embeddings have {source.Dimension} numbers; {own}, with {collection.Dimension}. {Remedy}");
        }

        return model;
    }

    private async Task LoadAsync(LoadRow[] rows, LoadUpload upload, bool withEmbeddings, ProgressLine progress, CancellationToken cancellationToken)
    {
        List<LoadItem> items = [];
        foreach (var row in rows)
        {
            try
            {
                items.Add(LoadItem.Read(row, withEmbeddings));
            }
            catch (UnfitRowException exception)
            {
                Fail(row, exception.Message, progress);
            }

            var isFull = items.Sum(item => item.Row.Names.Count) >= BatchNames || items.Sum(item => (long)item.Bytes.Length * item.Row.Names.Count) >= BatchBytes;
            if (!isFull && row != rows[^1])
            {
                continue;
            }

            foreach (var outcome in await upload.SendAsync(items, cancellationToken))
            {
                if (outcome.Kind == OutcomeKind.Failed)
                {
                    Fail(outcome.Item.Row, outcome.Reason!, progress);
                }
                else
                {
                    Count(outcome);
                }
            }

            items.Clear();
        }
    }

    private void Count(LoadUpload.LoadOutcome outcome)
    {
        _tally.Add(outcome.Kind);
        if (outcome.Item.Row.IsPreview)
        {
            Interlocked.Increment(ref _previews);
        }
    }

    private void Fail(LoadRow row, string reason, ProgressLine progress)
    {
        _tally.Add(OutcomeKind.Failed);
        progress.WriteAbove($"failed: {row.Names[0]} ({row.Place}): {reason}");
    }
}
