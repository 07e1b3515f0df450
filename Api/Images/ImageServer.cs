using Microsoft.Net.Http.Headers;
using Txt2Image.Api.Security;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Images;

/// <summary>Sends stored images: bytes that came from anyone, so a browser is told to show them and to do nothing else with them.</summary>
internal sealed class ImageServer(IImageStore store, KeyRing keys)
{
    private const int HeadLength = 16;

    /// <summary>How the bytes of an image's own URL may be kept; where a key was asked for, by nobody between here and the client.</summary>
    public string KeptForGood { get; } = $"{(keys.IsEmpty ? "public" : "private")}, max-age=31536000, immutable";

    public async Task SendAsync(HttpContext http, ImageKey key, ImageKind kind, CancellationToken cancellationToken)
    {
        var stream = await store.OpenAsync(key, kind, cancellationToken)
            ?? throw new Txt2ImageException(ErrorCode.NotFound, $"There is no image {key.Image:D} in this collection (any more).");
        stream = await SeekableAsync(stream, cancellationToken);
        var type = kind == ImageKind.Thumbnail ? "image/webp" : await SniffAsync(stream, cancellationToken);

        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        var tag = new EntityTagHeaderValue(kind == ImageKind.Thumbnail ? $"\"{key.Image:N}-thumbnail\"" : $"\"{key.Image:N}\"");
        await TypedResults.Stream(stream, type, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(http);
    }

    private static async Task<string> SniffAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var length = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        return ImageFormats.Sniff(head.AsSpan(0, length)) is { } format ? ImageFormats.MediaType(format) : "application/octet-stream";
    }

    /// <summary>A store that is not a folder streams from afar; ranges need an image to go back and forth in, and images are bounded.</summary>
    private static async Task<Stream> SeekableAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (stream.CanSeek) return stream;
        await using (stream)
        {
            var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            return copy;
        }
    }
}
