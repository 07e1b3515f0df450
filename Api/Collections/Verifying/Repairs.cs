using System.Collections.Immutable;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Collections.Verifying;

/// <summary>Checks findings a second time, keeps those that are still true, and repairs them if requested.</summary>
internal sealed class Repairs(GrainClient grains, IImageStore images, ImagePreparer preparer, ServedModels models)
{
    public async Task<IReadOnlyList<FindingBody>> SettleAsync(
        Collection collection, IReadOnlyList<FindingBody> findings, bool repair, CancellationToken cancellationToken)
    {
        if (findings.Count == 0)
        {
            return [];
        }

        var there = await grains.FindImagesAsync(collection.Id, [.. findings.Select(finding => finding.Id).Distinct()], cancellationToken);
        var points = there.Select(image => image.Id).ToHashSet();
        List<FindingBody> still = [];
        foreach (var finding in findings)
        {
            if (await IsStillAsync(collection, finding, points.Contains(finding.Id), cancellationToken))
            {
                still.Add(finding);
            }
        }

        return repair ? await RepairAsync(collection, still, cancellationToken) : still;
    }

    private async Task<bool> IsStillAsync(Collection collection, FindingBody finding, bool hasPoint, CancellationToken cancellationToken) =>
        finding.Kind switch
    {
        FindingKind.MissingBytes => hasPoint && !await HasAsync(collection, finding.Id, ImageKind.Original, cancellationToken)
            && !await HasAsync(collection, finding.Id, ImageKind.Preview, cancellationToken),
        FindingKind.MissingThumbnail => hasPoint && !await HasAsync(collection, finding.Id, ImageKind.Thumbnail, cancellationToken),
        FindingKind.UnnamedBytes => !hasPoint,
        _ => hasPoint,
    };

    private async Task<bool> HasAsync(Collection collection, Guid id, ImageKind kind, CancellationToken cancellationToken)
    {
        await using var stream = await images.OpenAsync(new ImageKey(collection.Id, id), kind, cancellationToken);
        return stream is not null;
    }

    private async Task<IReadOnlyList<FindingBody>> RepairAsync(
        Collection collection, IReadOnlyList<FindingBody> findings, CancellationToken cancellationToken)
    {
        ImmutableArray<Guid> halves =
            [.. findings.Where(finding => finding.Kind is FindingKind.MissingBytes or FindingKind.UnnamedBytes).Select(finding => finding.Id)];
        var repaired = halves.IsEmpty ? [] : await grains.RepairAsync(collection, halves, cancellationToken);
        List<FindingBody> settled = [];
        foreach (var finding in findings)
        {
            var isRepaired = finding.Kind == FindingKind.MissingThumbnail
                ? await MakeThumbnailAsync(new ImageKey(collection.Id, finding.Id), cancellationToken)
                : halves.Contains(finding.Id) && repaired.Contains(finding.Id);
            settled.Add(finding with { Repaired = isRepaired });
        }

        return settled;
    }

    private async Task<bool> MakeThumbnailAsync(ImageKey key, CancellationToken cancellationToken)
    {
        await using var original = await images.OpenAsync(key, ImageKind.Original, cancellationToken);
        await using var preview = original is null ? await images.OpenAsync(key, ImageKind.Preview, cancellationToken) : null;
        if ((original ?? preview) is not { } picture)
        {
            return false;
        }

        using var bytes = new MemoryStream();
        await picture.CopyToAsync(bytes, cancellationToken);
        try
        {
            var prepared = await preparer.ForStored.PrepareAsync(bytes.ToArray(), models.Default.Tile, cancellationToken);
            if (original is not null)
            {
                await images.PutAsync(key, bytes.ToArray(), prepared.Thumbnail, cancellationToken);
            }
            else
            {
                await images.PutPreviewAsync(key, bytes.ToArray(), prepared.Thumbnail, cancellationToken);
            }

            return true;
        }
        catch (ImageException)
        {
            // If the picture can no longer be decoded, its bytes are not those that were added.
            return false;
        }
    }
}
