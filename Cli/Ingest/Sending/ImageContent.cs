using System.Net;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Sending;

/// <summary>
/// An image as part of a request: opened when it is sent, and streamed. Reading may take no longer than the request, since a network folder may
/// not answer.
/// </summary>
internal sealed class ImageContent(ImageFile image) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        await using var source = await ReadAsync(image.Open, cancellationToken);
        for (var left = image.Length; left > 0;)
        {
            var wanted = (int)Math.Min(buffer.Length, left);
            var count = await ReadAsync(() => source.Read(buffer, 0, wanted), cancellationToken);
            if (count == 0)
            {
                throw new UnreadableImageException(image, FailureCode.Changed, "the file became shorter while it was read");
            }

            left -= count;
            if (left == 0 && image.FindChange(source) is { } change)
            {
                throw new UnreadableImageException(image, FailureCode.Changed, change);
            }

            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = image.Length;
        return true;
    }

    /// <summary>A fault of the file must not look like one of the connection.</summary>
    private async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(read, CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableImageException(image, FailureCode.Unreadable, exception.Message);
        }
    }
}
