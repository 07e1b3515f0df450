using Txt2Image.Cli.Images;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>One run of <c>import</c>: rows in small batches, an outcome for each row, and a summary at the end, however the run ends.</summary>
internal sealed class ImportRun(CliEnvironment environment, Txt2ImageClient client, ImportRequest request)
{
    private const int BatchRows = 16;
    private const int BatchNames = 128;
    private const long BatchBytes = 8 << 20;
    private const int AtOnce = 4;

    private readonly Tally _tally = new();
    private readonly long _started = environment.Time.GetTimestamp();
    private int _previews;
    private int _normalized;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var decoding = new TextDecoding(request.Encoding);
        var source = ImportSource.Open(request.Folder, request.Images, decoding);
        var collection = await client.With(RetryPolicy.Bulk).EnsureCollectionAsync(request.Collection, cancellationToken);
        var model = request.ReEmbed ? null : ModelOf(source, collection);
        try
        {
            await using var progress = new ProgressLine(
                environment, () => ProgressText.Of(_tally.Done, _tally.Failed, Math.Max(source.Count, _tally.Done), Elapsed));
            var uploader = new BatchUploader<ImportItem>(
                client, new UploadTarget(request.Collection), item => item.Uploads(model), _ => RetryPolicy.Bulk, environment.Time);
            var degree = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(
                source.Rows.Chunk(BatchRows), degree, async (rows, stop) => await ImportAsync(rows, uploader, model is not null, progress, stop));
        }
        catch (Exception exception) when (exception is OperationCanceledException or Txt2ImageClientException or UsageException)
        {
            ImageSummary.WriteUnfinished(environment, _tally, Elapsed);
            throw;
        }

        ImageSummary.WriteFinished(environment, client.Address, request.Collection, _tally, others: 0, Elapsed);
        if (_previews > 0)
        {
            environment.Error.WriteLine(
                $"note: {Amount.Of(_previews, "preview")} imported in place of originals that were not kept; "
                + "each is now an image with its own id.");
        }

        if (_normalized > 0)
        {
            environment.Error.WriteLine(
                $"note: {Amount.Of(_normalized, "embedding")} not of length 1 normalised, because a score is a cosine. "
                + "Raw features of a model are like that.");
        }

        if (decoding.Note() is { } note)
        {
            environment.Error.WriteLine(note);
        }

        return _tally.Failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    /// <summary>The model that the embeddings are sent as. Embeddings that cannot match are rejected before anything is sent.</summary>
    private string ModelOf(ImportSource source, CollectionInfo collection)
    {
        const string Remedy = "With --re-embed only the images are sent, and the server's model embeds them.";
        var own = $"the collection '{collection.Name}' has {collection.Model} ({collection.Fingerprint})";
        var model = source.Model ?? request.Model
            ?? throw new UsageException($"this folder does not name the model of its embeddings: give it with --model; {own}. {Remedy}");
        if (source.Model is not null && source.Model != collection.Fingerprint)
        {
            throw new UsageException($"the embeddings come from {source.ModelName} ({source.Model}); {own}. {Remedy}");
        }

        if (model != collection.Fingerprint && model != collection.Model)
        {
            throw new UsageException($"the embeddings come from {model}; {own}. {Remedy}");
        }

        if (source.Dimension != collection.Dimension)
        {
            throw new UsageException($"the embeddings have {source.Dimension} numbers; {own}, with {collection.Dimension}. {Remedy}");
        }

        return model;
    }

    private async Task ImportAsync(
        ImportRow[] rows, BatchUploader<ImportItem> uploader, bool withEmbeddings, ProgressLine progress, CancellationToken cancellationToken)
    {
        List<ImportItem> items = [];
        foreach (var row in rows)
        {
            try
            {
                items.Add(ImportItem.Read(row, withEmbeddings));
            }
            catch (UnfitRowException exception)
            {
                Fail(row, exception.Message, progress);
            }

            var names = items.Sum(item => item.Row.Names.Count);
            var bytes = items.Sum(item => (long)item.Bytes.Length * item.Row.Names.Count);
            if (row == rows[^1] || names >= BatchNames || bytes >= BatchBytes)
            {
                await uploader.UploadAsync(items, outcomes => Take(outcomes, progress), cancellationToken);
                items = [];
            }
        }
    }

    private void Take(IReadOnlyList<Outcome<ImportItem>> outcomes, ProgressLine progress)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Status == ImageStatus.Failed)
            {
                Fail(outcome.Item.Row, outcome.Reason!, progress);
                continue;
            }

            _tally.Add(outcome.Status);
            if (outcome.Item.Row.IsPreview)
            {
                Interlocked.Increment(ref _previews);
            }

            if (outcome.Item.WasNormalized)
            {
                Interlocked.Increment(ref _normalized);
            }
        }
    }

    private void Fail(ImportRow row, string reason, ProgressLine progress)
    {
        _tally.Add(ImageStatus.Failed);
        progress.WriteAbove($"failed: {row.Names[0]} ({row.Place}): {reason}");
    }
}
