using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Arrays;
using Txt2Image.Cli.Collections;
using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Exporting;

/// <summary>One run of <c>export</c>: page after page into drafts, each image's bytes beside, and whole only at the end.</summary>
internal sealed class ExportRun(CliEnvironment environment, ServerClient client, string name, string path, bool withImages)
{
    private const int Page = 250;
    private const int Parallel = 4;

    private readonly long _started = environment.Time.GetTimestamp();
    private readonly ExportFolder _folder = new(path);
    private long _rows;
    private long _failed;
    private long _total;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var collection = await CollectionPath.DescribeAsync(client, name, cancellationToken);
        _total = collection.Images;
        _folder.Begin(collection.Name);
        try
        {
            await using var progress = new ProgressLine(environment, () => ProgressText.Of(_rows, _failed, Math.Max(_total, _rows), Elapsed));
            await WriteAsync(collection, progress, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or UnreachableException or ServerRefusedException)
        {
            environment.Out.WriteLine($"Not finished: {Counted.Of(_rows, "image")} written; {ProgressText.Duration(Elapsed)}");
            environment.Out.WriteLine("Run the same command again to go on: images that are there are not fetched again.");
            throw;
        }

        await TellAsync(collection, cancellationToken);
        return _failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    private async Task WriteAsync(CollectionAnswer collection, ProgressLine progress, CancellationToken cancellationToken)
    {
        var exportedAt = environment.Time.GetUtcNow().ToUniversalTime();
        await using (var points = new StreamWriter(ExportFolder.Draft(_folder.Points)))
        await using (var embeddings = new NpyWriter(ExportFolder.Draft(_folder.Embeddings), collection.Dimension))
        {
            string? after = null;
            do
            {
                var page = await PageAsync(collection.Name, after, cancellationToken);
                foreach (var image in page["images"]!.AsArray().Select(image => image!.AsObject()))
                {
                    await WriteRowAsync(image, points, embeddings, cancellationToken);
                }

                if (withImages)
                {
                    await FetchAsync(collection.Name, page["images"]!.AsArray(), progress, cancellationToken);
                }

                after = (string?)page["next"];
                _rows += page["images"]!.AsArray().Count;
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

    private async Task<JsonObject> PageAsync(string collection, string? after, CancellationToken cancellationToken)
    {
        var query = $"limit={Page}&embeddings=true{(after is null ? "" : $"&after={after}")}";
        var page = await client.GetAsync<JsonNode>($"{CollectionPath.Of(collection)}/images?{query}", RetryPolicy.Bulk, cancellationToken);
        return page is JsonObject answer && answer["images"] is JsonArray
            ? answer
            : throw new UnreachableException(client.Address, "the answer to a listing names no images");
    }

    /// <summary>A line is what the server told, without the embedding: that is a row of its own.</summary>
    private static async Task WriteRowAsync(JsonObject image, StreamWriter points, NpyWriter embeddings, CancellationToken cancellationToken)
    {
        await embeddings.AddAsync(Convert.FromBase64String((string)image["embedding"]!), cancellationToken);
        image.Remove("embedding");
        await points.WriteLineAsync(image.ToJsonString(JsonText.Letters).AsMemory(), cancellationToken);
    }

    private Task FetchAsync(string collection, JsonArray images, ProgressLine progress, CancellationToken cancellationToken)
    {
        var fetch = new ImageFetch(client, collection, _folder);
        var degree = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        return System.Threading.Tasks.Parallel.ForEachAsync(images.Select(image => image.Deserialize<ListedImage>(Answers.Json)!), degree, async (image, stop) =>
        {
            if (await fetch.FetchAsync(image, stop) is not { } fault)
            {
                return;
            }

            Interlocked.Increment(ref _failed);
            progress.WriteAbove($"failed: {string.Join(", ", image.Names)} ({image.Id}): {fault}");
        });
    }

    private async Task TellAsync(CollectionAnswer collection, CancellationToken cancellationToken)
    {
        var missing = _failed > 0 ? $", {Counted.Number(_failed)} without their bytes" : "";
        environment.Out.WriteLine($"{Counted.Of(_rows, "image")}{missing}, {collection.Dimension} numbers each; {ProgressText.Duration(Elapsed)}");
        environment.Out.WriteLine(Printable.Of($"Exported to {path}"));
        var now = await CollectionPath.DescribeAsync(client, collection.Name, cancellationToken);
        if (now.Version != collection.Version)
        {
            environment.Error.WriteLine("note: the collection changed while it was exported; what was added behind may be missing. Export again for all of it.");
        }
    }
}
