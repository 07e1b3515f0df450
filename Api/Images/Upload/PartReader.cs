using System.Buffers;

namespace Txt2Image.Api.Images.Upload;

/// <summary>Reads a stream into memory, up to a limit.</summary>
internal static class PartReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Reads all bytes; returns null as soon as there are more than <paramref name="max"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int max, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return buffer.AsSpan(0, length).ToArray();
                }

                length += read;
                if (length > max)
                {
                    return null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
