using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Models;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Collections.Verifying;

/// <summary>
/// Checks the stored bytes of an image: an original must have the hash in its id; previews and thumbnails can only be checked for being decodable.
/// </summary>
internal sealed class StoredBytes(IImageStore images, ImagePreparer preparer, ServedModels models)
{
    /// <summary>Returns what is wrong with the bytes and what to do about it; null if nothing is wrong.</summary>
    public async Task<string?> FaultAsync(ImageKey key, StoredImage stored, CancellationToken cancellationToken)
    {
        if (stored.Has(ImageKind.Original) && await IsOtherAsync(key, cancellationToken))
        {
            return "Its bytes differ from those that were added: delete the image, and add the file again.";
        }

        if (stored.Has(ImageKind.Preview) && await IsSpoiltAsync(key, ImageKind.Preview, cancellationToken))
        {
            return "Its preview can no longer be decoded: delete the image, and add the file again.";
        }

        if (stored.Has(ImageKind.Thumbnail) && await IsSpoiltAsync(key, ImageKind.Thumbnail, cancellationToken))
        {
            return "Its thumbnail can no longer be decoded: delete the image, and add the file again.";
        }

        return null;
    }

    private async Task<bool> IsOtherAsync(ImageKey key, CancellationToken cancellationToken)
    {
        await using var bytes = await images.OpenAsync(key, ImageKind.Original, cancellationToken);
        return bytes is not null && await ImageId.OfAsync(bytes, cancellationToken) != key.Image;
    }

    private async Task<bool> IsSpoiltAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken)
    {
        await using var stream = await images.OpenAsync(key, kind, cancellationToken);
        if (stream is null)
        {
            return false;
        }

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        try
        {
            preparer.ForStored.Tile(bytes.ToArray(), models.Default.Tile);
            return false;
        }
        catch (ImageException)
        {
            return true;
        }
    }
}
