using System.Collections.Immutable;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Failures;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Storage.Images;

namespace Txt2Image.Grains.Ingesting;

/// <summary>
/// Takes images from their bytes into a collection: decodes them, stores the bytes, embeds the tile, writes the point, and checks once more that the
/// bytes are there. Success means that everything is durable. A crash at any step leaves at worst bytes without a point.
/// </summary>
internal sealed class ImageAdder(GrainClient grains, EncoderPool encoders, ImagePreparer preparer, IImageStore images, ServedModels models)
{
    /// <summary>How often the halves of an image are written again before it fails with a request to try again.</summary>
    private const int MostRounds = 8;

    /// <summary>Adds images; one bad image fails alone.</summary>
    /// <returns>One result per upload, in order.</returns>
    /// <exception cref="Txt2ImageException">The collection uses another model, or the catalogue does not answer. Nothing was added.</exception>
    public async Task<ImmutableArray<ImageAdded>> AddAsync(
        Collection collection, IReadOnlyList<ImageUpload> uploads, CancellationToken cancellationToken)
    {
        _ = models.Of(collection);
        using var span = Instruments.Activities.StartActivity("add images");
        span?.SetTag("txt2image.collection", collection.Id.ToString()).SetTag("txt2image.images", uploads.Count);
        List<ImageWalk> walks = [.. uploads.Select(upload => new ImageWalk(collection.Id, upload))];
        var found = await grains.FindImagesAsync(collection.Id, [.. walks.Select(walk => walk.Id).Distinct()], cancellationToken);
        var known = found.ToDictionary(image => image.Id);
        await EachAsync(walks, walk => PrepareAsync(collection, walk, known.GetValueOrDefault(walk.Id), cancellationToken), cancellationToken);
        await WriteAsync(collection, walks, cancellationToken);

        // An image that was there a moment ago may have been deleted since; it then takes all steps.
        var missing = walks.FindAll(walk => walk.Outcome is { Status: AddStatus.Missing });
        await EachAsync(missing, walk => PrepareAsync(collection, walk, known: null, cancellationToken), cancellationToken);
        await WriteAsync(collection, missing, cancellationToken);

        await SettleAsync(collection, walks, cancellationToken);
        if (walks.Exists(walk => walk.Outcome is { Error: ErrorCode.NotFound }))
        {
            // The collection was dropped meanwhile, and with it all bytes that were there then, but not what was stored since. Its id is never used
            // again.
            await images.DropAsync(collection.Id, cancellationToken);
        }

        foreach (var walk in walks)
        {
            Count(walk.Outcome!);
        }

        return [.. walks.Select(walk => new ImageAdded(walk.Upload.Name, walk.Id, walk.Outcome!)
        {
            IsTruncated = walk.Prepared is { IsTruncated: true },
        })];
    }

    private async Task PrepareAsync(Collection collection, ImageWalk walk, FoundImage? known, CancellationToken cancellationToken)
    {
        // Reject what cannot become a point before its bytes are stored.
        walk.Outcome = null;
        walk.Upload.Check(collection);

        // An original that arrives after its preview takes all steps: this is rare, and the point must be written anyway.
        var bringsOriginal = known is { IsPreviewOnly: true } && walk.Upload.KeepsOriginal;
        if (known is not null && !bringsOriginal && await images.ExistsAsync(walk.Key, cancellationToken))
        {
            walk.Image = walk.WithoutEmbedding(known.IsPreviewOnly);
            return;
        }

        var prepared = await StoreAsync(collection, walk, cancellationToken);
        if (walk.Upload.Given is { } given)
        {
            walk.Image = walk.WithEmbedding(given.ToUnit());
            return;
        }

        var encoded = await encoders.EncodeImageAsync(collection.Model, prepared.Tile, urgent: false, cancellationToken);
        walk.Image = encoded.RetryAfter is { } retryAfter
            ? throw new Txt2ImageException(ErrorCode.Overloaded, "Too many images are waiting to be embedded. Send this one again.")
            {
                RetryAfter = retryAfter,
            }
            : walk.WithEmbedding(encoded.Embedding);
    }

    private async Task WriteAsync(Collection collection, IReadOnlyList<ImageWalk> walks, CancellationToken cancellationToken)
    {
        List<ImageWalk> ready = [.. walks.Where(walk => walk.Outcome is null)];
        if (ready.Count == 0)
        {
            return;
        }

        var request = new AddImages(collection.Model, [.. ready.Select(walk => walk.Image!)]);
        var outcomes = await grains.AddImagesAsync(collection, request, cancellationToken);
        for (var i = 0; i < ready.Count; i++)
        {
            ready[i].Outcome = outcomes[i];
        }
    }

    /// <summary>
    /// A delete or repair may have run between writing the bytes and the point, and another one between repeated writes. This repeats until both are
    /// seen to exist, so that no success is reported earlier.
    /// </summary>
    private async Task SettleAsync(Collection collection, List<ImageWalk> walks, CancellationToken cancellationToken)
    {
        for (var rounds = 0; ; rounds++)
        {
            var added = walks.FindAll(walk => walk.Outcome is not { Status: AddStatus.Failed });
            foreach (var walk in added)
            {
                walk.HasLostBytes = false;
            }

            await EachAsync(added, walk => EnsureBytesAsync(collection, walk, cancellationToken), cancellationToken);
            var lost = added.FindAll(walk => walk is { HasLostBytes: true, Outcome.Status: not AddStatus.Failed });
            if (lost.Count == 0)
            {
                return;
            }

            if (rounds == MostRounds)
            {
                foreach (var walk in lost)
                {
                    walk.Outcome = TakenAway();
                }

                return;
            }

            await WriteAgainAsync(collection, lost, cancellationToken);
        }
    }

    private static AddOutcome TakenAway() => AddOutcome.Failed(
        ErrorCode.Unavailable, "This image, or its name, keeps being deleted while it is added. Try again.", TimeSpan.FromSeconds(1));

    private async Task EnsureBytesAsync(Collection collection, ImageWalk walk, CancellationToken cancellationToken)
    {
        if (await images.ExistsAsync(walk.Key, cancellationToken))
        {
            return;
        }

        walk.HasLostBytes = true;
        await StoreAsync(collection, walk, cancellationToken);
    }

    /// <summary>Decodes an image, unless that was already done, and stores its bytes or the preview that replaces them.</summary>
    private async Task<PreparedImage> StoreAsync(Collection collection, ImageWalk walk, CancellationToken cancellationToken)
    {
        var upload = walk.Upload;
        var tile = models.Of(collection).Tile;
        var prepared = walk.Prepared ??= await preparer.PrepareAsync(upload.Bytes, tile, withPreview: !upload.KeepsOriginal, cancellationToken);
        if (upload.KeepsOriginal)
        {
            await images.PutAsync(walk.Key, upload.Bytes, prepared.Thumbnail, cancellationToken);
        }
        else
        {
            await images.PutPreviewAsync(walk.Key, prepared.Preview!, prepared.Thumbnail, cancellationToken);
        }

        return prepared;
    }

    /// <summary>
    /// A repair that found a point without its bytes may have deleted the point just before the bytes came back, so the point is written again, after
    /// them. The earlier outcome is kept, unless this write fails.
    /// </summary>
    private async Task WriteAgainAsync(Collection collection, List<ImageWalk> walks, CancellationToken cancellationToken)
    {
        var earlier = walks.Select(walk => walk.Outcome!).ToList();
        await EachAsync(walks, walk => PrepareAsync(collection, walk, known: null, cancellationToken), cancellationToken);
        await WriteAsync(collection, walks, cancellationToken);
        for (var i = 0; i < walks.Count; i++)
        {
            if (walks[i].Outcome is not { Status: AddStatus.Failed })
            {
                walks[i].Outcome = earlier[i];
            }
        }
    }

    /// <summary>
    /// Runs a step for every image, as many at a time as <see cref="Parallelism"/>; a failure becomes the outcome of its image only.
    /// </summary>
    private static Task EachAsync(IReadOnlyList<ImageWalk> walks, Func<ImageWalk, Task> step, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            walks, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (walk, _) =>
        {
            try
            {
                await step(walk);
            }
            catch (Exception exception) when (FailureTable.FindForImage(exception) is { } outcome)
            {
                walk.Outcome = outcome;
            }
        });

    private static void Count(AddOutcome outcome)
    {
        if (!Instruments.Images.Enabled)
        {
            return;
        }

        if (outcome.Status != AddStatus.Failed)
        {
            Instruments.Images.Add(1, new KeyValuePair<string, object?>("outcome", outcome.Status.ToString()));
        }
        else
        {
            Instruments.Images.Add(1, new("outcome", outcome.Status.ToString()), new("error", outcome.Error?.ToString()));
        }
    }

    /// <summary>Decoding takes a core each; as many again wait for the device or the disk, so that batches fill.</summary>
    private static int Parallelism => 2 * Environment.ProcessorCount + 8;
}
