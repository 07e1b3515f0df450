using System.IO.Compression;
using Microsoft.Net.Http.Headers;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Images.Archiving;

/// <summary>
/// Streams images as a zip archive. It stores them as they are, because image formats are compressed already. No image is in memory as a whole.
/// </summary>
internal sealed class ZipWriter(IImageStore store)
{
    private const string WebP = "image/webp";

    /// <summary>The first and the last year that the format can express.</summary>
    private const int FirstYear = 1980, LastYear = 2107;

    /// <summary>Sends an archive. An image that is deleted meanwhile is left out.</summary>
    public async Task SendAsync(HttpContext http, Collection collection, IReadOnlyList<ListedImage> images)
    {
        var headers = http.Response.Headers;
        http.Response.ContentType = "application/zip";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{collection.Name}.zip");
        headers.ContentDisposition = disposition.ToString();
        try
        {
            var body = new DeferringStream(http.Response.Body);
            await WriteAsync(body, collection.Id, images, http.RequestAborted);
            await body.FlushAsync(http.RequestAborted);
        }
        catch
        {
            // The end of an archive makes it valid. Without it, and with a broken connection, nobody takes a part for the whole.
            http.Abort();
            throw;
        }
    }

    private async Task WriteAsync(Stream body, Guid collection, IReadOnlyList<ListedImage> images, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // Disposing it writes its end, which must not happen after a failure; it holds nothing else.
        var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
#pragma warning restore CA2000
        var names = new EntryNames();
        foreach (var image in images)
        {
            var key = new ImageKey(collection, image.Id);
            await using var original = await store.OpenAsync(key, ImageKind.Original, cancellationToken);
            await using var preview = original is null ? await store.OpenAsync(key, ImageKind.Preview, cancellationToken) : null;
            if ((original ?? preview) is not { } picture)
            {
                continue;
            }

            var entry = zip.CreateEntry(names.Next(image.Names[0], original is null ? WebP : image.MediaType), CompressionLevel.NoCompression);
            if (TimeOf(image.Taken) is { } taken)
            {
                entry.LastWriteTime = taken;
            }

            await using var file = await entry.OpenAsync(cancellationToken);
            await picture.CopyToAsync(file, cancellationToken);
        }

        await zip.DisposeAsync();
    }

    private static DateTimeOffset? TimeOf(double? taken)
    {
        if (taken is not { } seconds || DerivedFields.YearOf(seconds) is not (>= FirstYear and <= LastYear))
        {
            return null;
        }

        return DateTimeOffset.FromUnixTimeSeconds((long)seconds);
    }
}
