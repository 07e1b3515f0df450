using System.Collections.Immutable;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Failures;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Storage.Images;

namespace Txt2Image.Grains.Ingesting;

/// <summary>
/// Walks images from their bytes into a collection: decode, store the bytes, embed the tile, write the point, and look once more that the bytes are there.
/// A success means that all of it is durable. A crash anywhere leaves at worst bytes that nobody names.
/// </summary>
internal sealed class ImageAdder(GrainClient grains, EncoderPool encoders, ImagePreparer preparer, IImageStore images, ClipModel model)
{
    /// <summary>How often an image's halves are written again before its caller is told to come back.</summary>
    private const int MostRounds = 8;

    /// <summary>Adds images; one bad image fails alone.</summary>
    /// <returns>One result for each upload, in order.</returns>
    /// <exception cref="Txt2ImageException">The collection is bound to another model, or the catalogue does not answer: nothing was added.</exception>
    public async Task<ImmutableArray<ImageAdded>> AddAsync(
        Collection collection, IReadOnlyList<ImageUpload> uploads, CancellationToken cancellationToken)
    {
        if (collection.Model != model.Fingerprint)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"The collection {collection.Name} was made with the model {collection.ModelName} in another revision than {model.Id} which runs here; make a new collection.");
        }

        using var span = Instruments.Activities.StartActivity("add images");
        span?.SetTag("txt2image.collection", collection.Id.ToString()).SetTag("txt2image.images", uploads.Count);
        List<ImageWalk> walks = [.. uploads.Select(upload => new ImageWalk(collection.Id, upload))];
        var found = await grains.FindImagesAsync(collection.Id, [.. walks.Select(walk => walk.Id).Distinct()], cancellationToken);
        var known = found.ToDictionary(image => image.Id);
        await EachAsync(walks, walk => PrepareAsync(collection, walk, known.GetValueOrDefault(walk.Id), cancellationToken), cancellationToken);
        await WriteAsync(collection, walks, cancellationToken);

        // What was there a moment ago may have been deleted since: such an image takes the whole way after all.
        var missing = walks.FindAll(walk => walk.Outcome is { Status: AddStatus.Missing });
        await EachAsync(missing, walk => PrepareAsync(collection, walk, known: null, cancellationToken), cancellationToken);
        await WriteAsync(collection, missing, cancellationToken);

        await SettleAsync(collection, walks, cancellationToken);
        foreach (var walk in walks)
        {
            Count(walk.Outcome!);
        }

        return [.. walks.Select(walk => new ImageAdded(walk.Upload.Name, walk.Id, walk.Outcome!))];
    }

    private async Task PrepareAsync(Collection collection, ImageWalk walk, FoundImage? known, CancellationToken cancellationToken)
    {
        // What will not become a point is refused before its bytes are stored.
        walk.Outcome = null;
        walk.Upload.Check(collection);

        // An original that was not kept and comes after all takes the whole way: it is rare, and the point has to be written anyway.
        var bringsOriginal = known is { IsPreviewOnly: true } && walk.Upload.KeepsOriginal;
        if (known is not null && !bringsOriginal && await images.ExistsAsync(walk.Key, cancellationToken))
        {
            walk.Image = walk.WithoutEmbedding(known.IsPreviewOnly);
            return;
        }

        var prepared = await StoreAsync(walk, cancellationToken);
        if (walk.Upload.Given is { } given)
        {
            walk.Image = walk.WithEmbedding(given.Embedding);
            return;
        }

        var encoded = await encoders.EncodeImageAsync(model.Fingerprint, prepared.Tile, urgent: false, cancellationToken);
        walk.Image = encoded.RetryAfter is { } retryAfter
            ? throw new Txt2ImageException(ErrorCode.Overloaded, "Too many images wait to be embedded; send this one again.") { RetryAfter = retryAfter }
            : walk.WithEmbedding(encoded.Embedding);
    }

    private async Task WriteAsync(Collection collection, IReadOnlyList<ImageWalk> walks, CancellationToken cancellationToken)
    {
        List<ImageWalk> ready = [.. walks.Where(walk => walk.Outcome is null)];
        if (ready.Count == 0)
        {
            return;
        }

        var request = new AddImages(model.Fingerprint, [.. ready.Select(walk => walk.Image!)]);
        var outcomes = await grains.AddImagesAsync(collection.Id, request, cancellationToken);
        for (var i = 0; i < ready.Count; i++)
        {
            ready[i].Outcome = outcomes[i];
        }
    }

    /// <summary>
    /// A delete or a repair may have passed between the bytes and the point, and another one between what is written again: this goes on until both are seen to
    /// be there, so that nobody hears of a success before.
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

            await EachAsync(added, walk => EnsureBytesAsync(walk, cancellationToken), cancellationToken);
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
        ErrorCode.Unavailable, "This image, or its name, is taken away as fast as it is added; try again.", TimeSpan.FromSeconds(1));

    private async Task EnsureBytesAsync(ImageWalk walk, CancellationToken cancellationToken)
    {
        if (await images.ExistsAsync(walk.Key, cancellationToken))
        {
            return;
        }

        walk.HasLostBytes = true;
        await StoreAsync(walk, cancellationToken);
    }

    /// <summary>Decodes an image, unless that was done, and stores its bytes or what stands in for them.</summary>
    private async Task<PreparedImage> StoreAsync(ImageWalk walk, CancellationToken cancellationToken)
    {
        var upload = walk.Upload;
        var prepared = walk.Prepared ??= await preparer.PrepareAsync(upload.Bytes, model.Tile, withPreview: !upload.KeepsOriginal, cancellationToken);
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
    /// A repair that found a point without its bytes may have deleted it just before these came back: it is written once more, behind them. What was told of
    /// the image stands, unless that fails.
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

    /// <summary>One step for every walk, as many at a time as there are cores; a failure of one is its own outcome.</summary>
    private static Task EachAsync(IReadOnlyList<ImageWalk> walks, Func<ImageWalk, Task> step, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(walks, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (walk, _) =>
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
