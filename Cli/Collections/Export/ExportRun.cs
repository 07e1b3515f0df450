using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Npy;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Export;

/// <summary>One run of <c>export</c>: writes page after page to draft files, which get their final names at the end.</summary>
internal sealed class ExportRun(CliEnvironment environment, Txt2ImageClient client, string name, string path, bool withImages)
{
    private const int Page = 250;
    private const int AtOnce = 4;

    private readonly long _started = environment.Time.GetTimestamp();
    private readonly ExportFolder _folder = new(path);
    private readonly Txt2ImageClient _bulk = client.With(RetryPolicy.Bulk);
    private long _rows;
    private long _failed;
    private long _total;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var collection = await client.GetCollectionAsync(name, cancellationToken);
        _total = collection.Images;
        _folder.Begin(collection.Name);
        try
        {
            await using var progress = new ProgressLine(environment, () => ProgressText.Of(_rows, _failed, Math.Max(_total, _rows), Elapsed));
            await WriteAsync(collection, progress, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or Txt2ImageClientException)
        {
            environment.Out.WriteLine($"Not finished: {Amount.Of(_rows, "image")} written; {ProgressText.Duration(Elapsed)}");
            environment.Out.WriteLine("Run the same command again to continue: images that are already there are not downloaded again.");
            throw;
        }

        await WriteSummaryAsync(collection, cancellationToken);
        return _failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    private async Task WriteAsync(CollectionInfo collection, ProgressLine progress, CancellationToken cancellationToken)
    {
        var exportedAt = environment.Time.GetUtcNow().ToUniversalTime();
        await using (var points = new StreamWriter(ExportFolder.Draft(_folder.Points)))
        await using (var embeddings = new NpyWriter(ExportFolder.Draft(_folder.Embeddings), collection.Dimension))
        {
            Guid? after = null;
            do
            {
                var page = await _bulk.ListImagesAsync(collection.Name, after, Page, withEmbeddings: true, cancellationToken);
                foreach (var (image, json) in page.Images.Zip(page.Json.GetProperty("images").EnumerateArray()))
                {
                    await WriteRowAsync(image, json, points, embeddings, cancellationToken);
                }

                if (withImages)
                {
                    await FetchAsync(collection.Name, page.Images, progress, cancellationToken);
                }

                after = page.Next;
                _rows += page.Images.Count;
            }
            while (after is not null);

            embeddings.Complete();
        }

        _folder.Complete(new ExportManifest
        {
            Name = collection.Name,
            Model = collection.Model,
            Fingerprint = collection.Fingerprint,
            Dimension = collection.Dimension,
            Count = _rows,
            Version = collection.Version,
            HasImages = withImages,
            ExportedAt = exportedAt,
        });
    }

    /// <summary>A line is what the server sent, without the embedding, which becomes a row of the other file.</summary>
    private static async Task WriteRowAsync(
        ListedImage image, JsonElement json, StreamWriter points, NpyWriter embeddings, CancellationToken cancellationToken)
    {
        await embeddings.AddAsync(MemoryMarshal.AsBytes(image.Embedding!.Value.Span).ToArray(), cancellationToken);
        var line = JsonObject.Create(json)!;
        line.Remove("embedding");
        await points.WriteLineAsync(line.ToJsonString(JsonText.Letters).AsMemory(), cancellationToken);
    }

    private Task FetchAsync(string collection, IReadOnlyList<ListedImage> images, ProgressLine progress, CancellationToken cancellationToken)
    {
        var fetch = new ImageFetch(_bulk, collection, _folder);
        var degree = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(images, degree, async (image, stop) =>
        {
            if (await fetch.FetchAsync(image, stop) is not { } fault)
            {
                return;
            }

            Interlocked.Increment(ref _failed);
            progress.WriteAbove($"failed: {string.Join(", ", image.Names)} ({image.Id}): {fault}");
        });
    }

    private async Task WriteSummaryAsync(CollectionInfo collection, CancellationToken cancellationToken)
    {
        var missing = _failed > 0 ? $", {Amount.Number(_failed)} without their bytes" : "";
        environment.Out.WriteLine($"{Amount.Of(_rows, "image")}{missing}, {collection.Dimension} numbers each; {ProgressText.Duration(Elapsed)}");
        environment.Out.WriteLine(Printable.Of($"Exported to {path}"));
        var now = await client.GetCollectionAsync(collection.Name, cancellationToken);
        if (now.Version != collection.Version)
        {
            environment.Error.WriteLine(
                "note: the collection changed during the export; images added meanwhile may be missing. Export again to include them.");
        }
    }
}
