using System.Buffers;

namespace Txt2Image.Api.Images.Upload;

/// <summary>A part of a request.</summary>
/// <param name="Bytes">Its bytes; null if there are more than allowed, or no memory for them.</param>
/// <param name="HasNoRoom">Whether there was no memory for them.</param>
internal readonly record struct Part(byte[]? Bytes, bool HasNoRoom = false);

/// <summary>Reads a stream into memory, up to a limit.</summary>
internal static class PartReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>A buffer grows up to this size; then it is set aside, so that a large part is never in memory twice.</summary>
    private const int LargestBuffer = 4 << 20;

    /// <summary>Reads all bytes.</summary>
    /// <param name="stream">The part.</param>
    /// <param name="max">The most bytes that it may have.</param>
    /// <param name="memory">Where memory for the bytes is taken; it remains taken only if the part was read completely.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Part> ReadAsync(Stream stream, int max, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        using var aside = new SetAside();
        var (length, isWhole) = (0, false);
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    (buffer, length) = MakeRoom(buffer, aside);
                }

                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    isWhole = true;
                    return new Part(aside.Join(buffer.AsSpan(0, length)));
                }

                if (aside.Length + length + read > max)
                {
                    return new Part(null);
                }

                if (!memory.TryTake(read))
                {
                    return new Part(null, HasNoRoom: true);
                }

                length += read;
            }
        }
        finally
        {
            if (!isWhole)
            {
                memory.Return(aside.Length + length);
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (byte[] Buffer, int Length) MakeRoom(byte[] full, SetAside aside)
    {
        if (full.Length >= LargestBuffer)
        {
            aside.Add(full);
            return (full, 0);
        }

        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return (larger, full.Length);
    }
}
