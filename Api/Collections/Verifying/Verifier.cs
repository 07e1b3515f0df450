using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Collections.Verifying;

/// <summary>
/// Verifies a page of a collection by comparing points and stored bytes in the order of their ids. Everything that looks wrong is checked a second
/// time, so that an image that is added or deleted meanwhile is not reported.
/// </summary>
internal sealed class Verifier(GrainClient grains, IImageStore images, StoredBytes bytes, Repairs repairs, TimeProvider time)
{
    /// <summary>An upload stores its bytes before its point. No upload takes this long.</summary>
    private static readonly TimeSpan UploadTime = TimeSpan.FromMinutes(10);

    /// <summary>A page that reads bytes ends after this time.</summary>
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(3);

    public async Task<VerifiedBody> VerifyAsync(Collection collection, VerifyPage page, CancellationToken cancellationToken)
    {
        var points = await grains.ReadImagesAsync(collection.Id, page.After, page.Limit, embeddings: true, cancellationToken);
        var stored = await images.ListAsync(collection.Id, page.After, page.Limit, cancellationToken);
        var ids = Together(points, stored, page.Limit, out var isLast);

        var (pointsById, storedById) = (points.ToDictionary(point => point.Id), stored.ToDictionary(image => image.Image));
        List<FindingBody> findings = [];
        var (seen, began) = (0, time.GetTimestamp());
        foreach (var id in ids)
        {
            var image = new Verified(id, pointsById.GetValueOrDefault(id), storedById.GetValueOrDefault(id));
            findings.AddRange(Look(collection, image));
            if (page.Deep && image is { Point: not null, Stored: { } held }
                && await bytes.FaultAsync(new ImageKey(collection.Id, id), held, cancellationToken) is { } fault)
            {
                findings.Add(image.Finding(FindingKind.WrongBytes, fault));
            }

            seen++;
            if (page.Deep && time.GetElapsedTime(began) > ReadingTime)
            {
                break;
            }
        }

        var reached = ids.Take(seen).ToHashSet();
        return new VerifiedBody(
            pointsById.Keys.Count(reached.Contains),
            storedById.Keys.Count(reached.Contains),
            await repairs.SettleAsync(collection, findings, page.Repair, cancellationToken),
            isLast && seen == ids.Count ? null : ids[seen - 1]);
    }

    /// <summary>Returns the ids of both lists, up to the point that both cover: a full list may continue beyond its end.</summary>
    private static List<Guid> Together(IReadOnlyList<ListedImage> points, IReadOnlyList<StoredImage> stored, int limit, out bool isLast)
    {
        isLast = points.Count < limit && stored.Count < limit;
        var all = points.Select(point => point.Id).Union(stored.Select(image => image.Image)).Order();
        if (isLast)
        {
            return [.. all];
        }

        Guid[] ends = [.. points.Count < limit ? [] : new[] { points[^1].Id }, .. stored.Count < limit ? [] : new[] { stored[^1].Image }];
        var end = ends.Min();
        return [.. all.TakeWhile(id => id <= end)];
    }

    private IEnumerable<FindingBody> Look(Collection collection, Verified image)
    {
        if (image.Point is null)
        {
            if (image.Stored!.Written < time.GetUtcNow() - UploadTime)
            {
                yield return image.Finding(FindingKind.UnnamedBytes, "Bytes without a point. Repairing deletes them.");
            }

            yield break;
        }

        if (!image.Has(ImageKind.Original) && !image.Has(ImageKind.Preview))
        {
            yield return image.Finding(FindingKind.MissingBytes, "Its bytes are missing. Repairing deletes the point; then add the file again.");
        }
        else if (!image.Has(ImageKind.Thumbnail))
        {
            yield return image.Finding(FindingKind.MissingThumbnail, "Its thumbnail is missing. Repairing creates it again.");
        }

        if (image.Point.Embedding is { } embedding && NewPoints.VectorFault(embedding.Span, collection.Dimension) is { } fault)
        {
            yield return image.Finding(FindingKind.BadEmbedding, $"{fault} Delete the image, and add the file again.");
        }
    }

    /// <summary>The point and the stored bytes of an image.</summary>
    private sealed record Verified(Guid Id, ListedImage? Point, StoredImage? Stored)
    {
        public bool Has(ImageKind kind) => Stored?.Has(kind) == true;

        public FindingBody Finding(FindingKind kind, string detail) => new(Id, kind, Point?.Names ?? [], detail, Repaired: false);
    }
}
