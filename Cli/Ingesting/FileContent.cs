using System.Net;

namespace Txt2Image.Cli.Ingesting;

/// <summary>A file as part of a request: opened when its turn comes, streamed, never held in memory.</summary>
internal sealed class FileContent(ImageFile file) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        await using var source = Read(() => File.OpenRead(file.Path));
        for (var left = file.Length; left > 0;)
        {
            var count = Read(() => source.Read(buffer, 0, (int)Math.Min(buffer.Length, left)));
            if (count == 0)
                throw new UnreadableFileException(file, "the file became shorter while it was read");
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            left -= count;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return true;
    }

    /// <summary>A fault of the file must not pass for one of the connection.</summary>
    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(file, fault.Message);
        }
    }
}

internal sealed class UnreadableFileException(ImageFile file, string reason) : Exception(reason)
{
    public ImageFile File { get; } = file;
}
