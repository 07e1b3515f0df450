using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Txt2Image.Api.Security;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Hosting;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Images;

/// <summary>Sends stored images. The bytes are not trusted, so the headers let a browser only show them.</summary>
internal sealed class ImageServer(IImageStore store, Previews previews, KeyRing keys, IOptions<ImageOptions> options)
{
    private const string WebP = "image/webp";

    /// <summary>An image's picture is its original or, without one, its preview.</summary>
    private static readonly ImageKind[] Pictures = [ImageKind.Original, ImageKind.Preview];

    /// <summary>Who may cache bytes: if a key is required, only the client, and no proxy on the way.</summary>
    private readonly string _cacheScope = keys.IsEmpty ? "public" : "private";

    /// <summary>Caches an address for half its lifetime, so that a client that follows it has the other half.</summary>
    private readonly string _addressCaching = string.Create(
        CultureInfo.InvariantCulture, $"private, max-age={(int)(options.Value.S3.PresignedLifetime / 2).TotalSeconds}");

    private string Forever => $"{_cacheScope}, max-age=31536000, immutable";

    /// <summary>Sends an image's picture or thumbnail.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">Which image.</param>
    /// <param name="kind">Its original (or the preview without one) or its thumbnail.</param>
    /// <param name="isItsOwnUrl">
    /// Whether the request's URL names this image, so that its bytes never change. Otherwise the URL may return another image later.
    /// </param>
    /// <param name="cancellationToken">Stops opening it; sending it is not stopped.</param>
    public async Task SendAsync(HttpContext http, ImageKey key, ImageKind kind, bool isItsOwnUrl, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-cache";
        foreach (var rendition in kind == ImageKind.Original ? Pictures : [kind])
        {
            var isSent = (HttpMethods.IsGet(http.Request.Method) && await RedirectAsync(http, key, rendition, isItsOwnUrl, cancellationToken))
                || await StreamAsync(http, key, rendition, isItsOwnUrl, cancellationToken);
            if (isSent)
            {
                return;
            }
        }

        throw new Txt2ImageException(ErrorCode.NotFound, $"This collection has no image {key.Image:D}.");
    }

    /// <summary>
    /// Sends an image's preview under a URL of its own: made from the original, or the one that replaces an original that is not stored.
    /// </summary>
    public async Task SendPreviewAsync(HttpContext http, ImageKey key, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-cache";

        // A preview in memory may outlive its image.
        var isThere = await store.ExistsAsync(key, cancellationToken);
        if (!isThere || await previews.MakeAsync(key, cancellationToken) is not { } preview)
        {
            await SendAsync(http, key, ImageKind.Preview, isItsOwnUrl: true, cancellationToken);
            return;
        }

        http.Response.Headers.CacheControl = Forever;
        Protect(http.Response.Headers);
        var tag = new EntityTagHeaderValue($"\"{key.Image:N}-made-preview\"");
        await TypedResults.Bytes(preview, WebP, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(http);
    }

    /// <summary>
    /// Redirects the client to the store, if the store issues addresses. They contain a signature, so only the client may cache them.
    /// </summary>
    private async Task<bool> RedirectAsync(HttpContext http, ImageKey key, ImageKind rendition, bool isItsOwnUrl, CancellationToken cancellationToken)
    {
        if (await store.LinkAsync(key, rendition, cancellationToken) is not { } link)
        {
            return false;
        }

        var headers = http.Response.Headers;
        if (isItsOwnUrl)
        {
            headers.CacheControl = _addressCaching;
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

        var type = rendition == ImageKind.Original ? await SniffAsync(stream, cancellationToken) : WebP;

        var headers = http.Response.Headers;
        if (isItsOwnUrl)
        {
            headers.CacheControl = Caching(rendition);
        }

        Protect(headers);
        await TypedResults.Stream(stream, type, entityTag: TagOf(key, rendition), enableRangeProcessing: true).ExecuteAsync(http);
        return true;
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
    }

    /// <summary>How long a rendition may be cached. The original may be added later and replace the preview; everything else never changes.</summary>
    private string Caching(ImageKind rendition) =>
        rendition == ImageKind.Preview ? $"{_cacheScope}, max-age=300" : Forever;

    private static EntityTagHeaderValue TagOf(ImageKey key, ImageKind rendition) => new(rendition switch
    {
        ImageKind.Thumbnail => $"\"{key.Image:N}-thumbnail\"",
        ImageKind.Preview => $"\"{key.Image:N}-preview\"",
        _ => $"\"{key.Image:N}\"",
    });

    private static async Task<string> SniffAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = await ReadAsync(stream, ImageFormats.HeadLength, cancellationToken);
        if (ImageFormats.Sniff(head) is null or ImageFormat.Tiff or ImageFormat.Heic)
        {
            head = await ReadAsync(stream, ImageFormats.MediaTypeLength, cancellationToken);
        }

        return ImageFormats.MediaTypeOf(head) ?? "application/octet-stream";
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var head = new byte[most];
        var length = await stream.ReadAtLeastAsync(head, most, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        return head[..length];
    }
}
