using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Txt2Image.Api.Security;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Hosting;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Images;

/// <summary>Sends stored images: bytes that came from anyone, so a browser is told to show them and to do nothing else with them.</summary>
internal sealed class ImageServer(IImageStore store, KeyRing keys, IOptions<ImageOptions> options)
{
    private const int HeadLength = 16;

    /// <summary>The picture of an image is its original, or the preview that stands in for one.</summary>
    private static readonly ImageKind[] Pictures = [ImageKind.Original, ImageKind.Preview];

    /// <summary>Who may keep bytes; where a key was asked for, nobody between here and the client.</summary>
    private readonly string _keptBy = keys.IsEmpty ? "public" : "private";

    /// <summary>Half of an address's life, so that whoever follows it has the other half.</summary>
    private readonly string _addressKept = string.Create(
        CultureInfo.InvariantCulture, $"private, max-age={(int)(options.Value.S3.PresignedLifetime / 2).TotalSeconds}");

    /// <summary>Sends an image's picture or thumbnail.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">Which image.</param>
    /// <param name="kind">Its original (or what stands in for it) or its thumbnail.</param>
    /// <param name="isItsOwnUrl">Whether the request's URL names this image, so that the bytes there never change; else another may be there tomorrow.</param>
    /// <param name="cancellationToken">Stops the search for it.</param>
    public async Task SendAsync(HttpContext http, ImageKey key, ImageKind kind, bool isItsOwnUrl, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-cache";
        foreach (var rendition in kind == ImageKind.Thumbnail ? [kind] : Pictures)
        {
            var isSent = (HttpMethods.IsGet(http.Request.Method) && await RedirectAsync(http, key, rendition, isItsOwnUrl, cancellationToken))
                || await StreamAsync(http, key, rendition, isItsOwnUrl, cancellationToken);
            if (isSent)
            {
                return;
            }
        }

        throw new Txt2ImageException(ErrorCode.NotFound, $"There is no image {key.Image:D} in this collection (any more).");
    }

    /// <summary>Sends the client on to the store, where that gives addresses for it. They hold a signature, so none but the client may keep them.</summary>
    private async Task<bool> RedirectAsync(HttpContext http, ImageKey key, ImageKind rendition, bool isItsOwnUrl, CancellationToken cancellationToken)
    {
        if (await store.LinkAsync(key, rendition, cancellationToken) is not { } link)
        {
            return false;
        }

        var headers = http.Response.Headers;
        if (isItsOwnUrl)
        {
            headers.CacheControl = _addressKept;
        }

        headers["Referrer-Policy"] = "no-referrer";
        headers.Location = link.AbsoluteUri;
        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        return true;
    }

    private async Task<bool> StreamAsync(HttpContext http, ImageKey key, ImageKind rendition, bool isItsOwnUrl, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(key, rendition, cancellationToken);
        if (stream is null)
        {
            return false;
        }

        var type = rendition == ImageKind.Original ? await SniffAsync(stream, cancellationToken) : "image/webp";

        var headers = http.Response.Headers;
        if (isItsOwnUrl)
        {
            headers.CacheControl = Kept(rendition);
        }

        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        await TypedResults.Stream(stream, type, entityTag: TagOf(key, rendition), enableRangeProcessing: true).ExecuteAsync(http);
        return true;
    }

    /// <summary>The original may be sent later and then take the preview's place; everything else stays as it is.</summary>
    private string Kept(ImageKind rendition) => rendition == ImageKind.Preview ? $"{_keptBy}, max-age=300" : $"{_keptBy}, max-age=31536000, immutable";

    private static EntityTagHeaderValue TagOf(ImageKey key, ImageKind rendition) => new(rendition switch
    {
        ImageKind.Thumbnail => $"\"{key.Image:N}-thumbnail\"",
        ImageKind.Preview => $"\"{key.Image:N}-preview\"",
        _ => $"\"{key.Image:N}\"",
    });

    private static async Task<string> SniffAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var length = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        return ImageFormats.Sniff(head.AsSpan(0, length)) is { } format ? ImageFormats.MediaType(format) : "application/octet-stream";
    }
}
