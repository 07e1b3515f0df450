using System.Collections.Immutable;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Reindexing;

/// <summary>
/// Makes images of a shadow equal to those of a collection: the same bytes, previews, names, captions and fields, under the same ids, with the
/// embedding of the shadow's model. What is equal already costs only the comparison, so an interrupted reindex goes on where it was.
/// </summary>
internal sealed class ShadowCopy(
    IVectorStore store, IImageStore images, ImagePreparer preparer, EncoderPool encoders, GrainClient grains, TimeProvider time)
{
    /// <summary>The most images in a message to the shadow's writer.</summary>
    private const int MostInMessage = 250;

    /// <summary>The most images whose bytes are in memory at once.</summary>
    private const int MostInMemory = 16;

    /// <summary>How long an image waits for a device before its whole group is given up for now.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Copies images; those that the collection does not have are deleted from the shadow.</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="shadow">Its shadow.</param>
    /// <param name="model">The shadow's model.</param>
    /// <param name="ids">The images.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="Txt2ImageException">A store or a device failed, or has no time; nothing is wrong with the images.</exception>
    public async Task<IReadOnlyList<CopiedImage>> CopyAsync(
        Guid collection, Collection shadow, ClipModel model, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = await StoreDeadline.CallAsync(() => store.GetAsync(collection, ids, withVectors: false, cancellationToken));
        var there = (await StoreDeadline.CallAsync(() => store.GetAsync(shadow.Id, ids, withVectors: true, cancellationToken)))
            .ToDictionary(point => point.Id);
        var copies = wanted.Select(point => new Copy(point, there.GetValueOrDefault(point.Id))).ToList();

        // An image that differs is written anew, because a write can only add names and replace a caption.
        Guid[] stale = [.. there.Keys.Except(copies.Where(copy => copy.IsEqual).Select(copy => copy.Wanted.Id))];
        if (stale.Length > 0)
        {
            await grains.DeleteImagesAsync(shadow, [.. stale], cancellationToken);
        }

        foreach (var some in copies.Where(copy => !copy.IsEqual).Chunk(MostInMemory))
        {
            await Task.WhenAll(some.Select(copy => PrepareAsync(collection, shadow, model, copy, cancellationToken)));
            await WriteAsync(shadow, model, some.Where(copy => copy.Vector is not null), cancellationToken);
        }

        return [.. copies.Where(copy => !copy.IsGone).Select(copy => copy.ToResult())];
    }

    private async Task PrepareAsync(Guid collection, Collection shadow, ClipModel model, Copy copy, CancellationToken cancellationToken)
    {
        try
        {
            var from = new ImageKey(collection, copy.Wanted.Id);
            var original = await ReadAsync(from, ImageKind.Original, cancellationToken);
            var preview = original is null ? await ReadAsync(from, ImageKind.Preview, cancellationToken) : null;
            if ((original ?? preview) is not { } picture)
            {
                // A delete takes the bytes first.
                copy.IsGone = (await store.GetAsync(collection, [copy.Wanted.Id], withVectors: false, cancellationToken)).Count == 0;
                copy.Fault = "Its bytes are missing.";
                return;
            }

            copy.HasOriginal = original is not null;
            var thumbnail = await ReadAsync(from, ImageKind.Thumbnail, cancellationToken);
            var prepared = copy.Known is null || thumbnail is null
                ? await preparer.ForStored.PrepareAsync(picture, model.Tile, cancellationToken)
                : null;
            thumbnail ??= prepared!.Thumbnail;
            copy.Blurred = prepared?.ThumbHash;
            var to = new ImageKey(shadow.Id, copy.Wanted.Id);
            await (copy.HasOriginal
                ? images.PutAsync(to, picture, thumbnail, cancellationToken)
                : images.PutPreviewAsync(to, picture, thumbnail, cancellationToken));
            copy.Vector = copy.Known ?? await EncodeAsync(model, prepared!.Tile, cancellationToken);
        }
        catch (ImageException exception)
        {
            copy.Fault = exception.Message;
        }
        catch (StoreException exception)
        {
            throw FailureTable.Find(exception)!;
        }
    }

    private async Task<byte[]?> ReadAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken)
    {
        await using var stream = await images.OpenAsync(key, kind, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private async Task<Embedding> EncodeAsync(ClipModel model, byte[] tile, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var encoded = await encoders.EncodeImageAsync(model.Fingerprint, tile, urgent: false, cancellationToken);
            if (encoded.RetryAfter is not { } later)
            {
                return encoded.Embedding;
            }

            if (time.GetElapsedTime(began) + later > Patience)
            {
                throw new Txt2ImageException(ErrorCode.Overloaded, "Too many images are waiting to be embedded. Continue the reindex later.")
                {
                    RetryAfter = later,
                };
            }

            await Task.Delay(later, time, cancellationToken);
        }
    }

    private async Task WriteAsync(Collection shadow, ClipModel model, IEnumerable<Copy> copies, CancellationToken cancellationToken)
    {
        foreach (var some in copies.SelectMany(copy => copy.ToImages()).Chunk(MostInMessage))
        {
            var outcomes = await grains.AddImagesAsync(shadow, new AddImages(model.Fingerprint, [.. some]), cancellationToken);
            if (outcomes.FirstOrDefault(outcome => outcome.Status is AddStatus.Failed or AddStatus.Missing) is { } failed)
            {
                var reason = failed.Detail ?? "The shadow collection lost an image. Try again.";
                throw new Txt2ImageException(failed.Error ?? ErrorCode.Unavailable, reason)
                {
                    RetryAfter = failed.RetryAfter,
                };
            }
        }
    }

    /// <summary>An image on its way.</summary>
    /// <param name="wanted">As the collection has it.</param>
    /// <param name="there">As the shadow has it; null if it has not.</param>
    private sealed class Copy(Point wanted, Point? there)
    {
        public Point Wanted { get; } = wanted;

        public bool IsEqual { get; } = there is not null && Payloads.AreEqual(wanted.Payload, there.Payload);

        /// <summary>The embedding that the shadow has of the same picture.</summary>
        public Embedding? Known { get; } =
            there is not null && IsPreviewOnly(there) == IsPreviewOnly(wanted) ? Embedding.From(there.Vector.Span) : null;

        public bool HasOriginal { get; set; } = !IsPreviewOnly(wanted);

        /// <summary>The embedding to write; null until it is known.</summary>
        public Embedding? Vector { get; set; }

        /// <summary>The blurred picture that was made now.</summary>
        public ImmutableArray<byte>? Blurred { get; set; }

        public string? Fault { get; set; }

        /// <summary>Whether it was deleted meanwhile.</summary>
        public bool IsGone { get; set; }

        /// <summary>One for each of its names.</summary>
        public IEnumerable<NewImage> ToImages() => Wanted.Payload.Names.Select(name => new NewImage
        {
            Id = Wanted.Id,
            Embedding = Vector,
            Name = name,
            Caption = Wanted.Payload.Caption,
            Fields = ImageFields.ToWire(Wanted.Payload.Fields),
            Width = Wanted.Payload.Width,
            Height = Wanted.Payload.Height,
            MediaType = Wanted.Payload.MediaType,
            Bytes = Wanted.Payload.Bytes,
            IsPreviewOnly = IsPreviewOnly(Wanted),
            ThumbHash = Wanted.Payload.ThumbHash.IsDefaultOrEmpty ? Blurred ?? [] : Wanted.Payload.ThumbHash,
            IsRawPreview = DerivedFields.IsRawPreview(Wanted.Payload.Fields),
        });

        public CopiedImage ToResult() =>
            new(Wanted.Id, Wanted.Payload.Names[0], !IsEqual && Fault is null && Known is null, !HasOriginal, Fault);

        private static bool IsPreviewOnly(Point point) => DerivedFields.IsPreviewOnly(point.Payload.Fields);
    }
}

/// <summary>An image that was compared with the shadow, and copied if it had to be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">One of its names.</param>
/// <param name="IsEmbedded">Whether it was embedded now.</param>
/// <param name="IsFromPreview">Whether its embedding is that of its preview.</param>
/// <param name="Fault">Why it cannot be embedded; null if it can.</param>
internal sealed record CopiedImage(Guid Id, string Name, bool IsEmbedded, bool IsFromPreview, string? Fault);
