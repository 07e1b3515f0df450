using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Extracts the first frame of an animated WebP as a separate file, for a decoder that does not support animations. A chunk is a name, a length and
/// the content, padded to an even length. Layout: Google's WebP container specification.
/// </summary>
internal static class WebPFrames
{
    private const int FileHead = 12, ChunkHead = 8, FrameHead = 16, ExtendedLength = 10;
    private const byte Animated = 0x02, NoExif = 0xf7, NoXmp = 0xfb;

    /// <summary>Returns the file itself if it is not animated.</summary>
    /// <exception cref="ImageException">The first frame is only a part of the picture.</exception>
    public static byte[] First(byte[] file)
    {
        var chunks = Walk(file, FileHead, file.Length).ToList();
        if (chunks is not [var head, ..] || !Is(file, head, "VP8X"u8) || head.Length < ExtendedLength || (file[head.At] & Animated) == 0)
        {
            return file;
        }

        var frame = chunks.Find(chunk => Is(file, chunk, "ANMF"u8));
        if (frame.Length < FrameHead)
        {
            throw new InvalidDataException("The file has no frame.");
        }

        // Three bytes each: its position in pairs of pixels, and its size minus one; the canvas size has the same form.
        var isWhole = !file.AsSpan(frame.At, 6).ContainsAnyExcept((byte)0) && file.AsSpan(frame.At + 6, 6).SequenceEqual(file.AsSpan(head.At + 4, 6));
        if (!isWhole)
        {
            throw new ImageException(
                ImageFault.Unsupported,
                $"This is an animated WebP whose first frame is only a part of the picture: save it as a still picture. "
                    + $"Supported formats: {ImageFormats.Read}.");
        }

        var parts =
            Walk(file, frame.At + FrameHead, frame.At + frame.Length)
                .Where(part => Is(file, part, "ALPH"u8) || Is(file, part, "VP8 "u8) || Is(file, part, "VP8L"u8));
        var (before, after) = (chunks.Where(chunk => Is(file, chunk, "ICCP"u8)), chunks.Where(chunk => Is(file, chunk, "EXIF"u8)));
        using var still = new MemoryStream(file.Length);
        still.Write([.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, ExtendedLength, 0, 0, 0, (byte)(file[head.At] & ~Animated)]);
        still.Write(file.AsSpan(head.At + 1, ExtendedLength - 1));
        foreach (var chunk in before.Concat(parts).Concat(after))
        {
            still.Write(file.AsSpan((chunk.At - ChunkHead)..Math.Min(file.Length, chunk.At + chunk.Length + (chunk.Length & 1))));
        }

        var bytes = still.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - ChunkHead);
        return bytes;
    }

    /// <summary>What a chunk holds, or null if there is none of that name.</summary>
    public static byte[]? Content(byte[] file, ReadOnlySpan<byte> name)
    {
        foreach (var chunk in Walk(file, FileHead, file.Length))
        {
            if (Is(file, chunk, name))
            {
                return file[chunk.At..(chunk.At + chunk.Length)];
            }
        }

        return null;
    }

    /// <summary>Whether the file is as long as its header says.</summary>
    public static bool HasEnd(byte[] file) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)) + 8L <= file.Length;

    /// <summary>
    /// The file without metadata that are cut off, and with the length that it has. If the picture itself is cut off, zeros replace what is missing.
    /// </summary>
    public static MendedFile Mend(byte[] file)
    {
        var chunks = Walk(file, FileHead, file.Length).ToList();
        var end = chunks is [.., var last] ? last.At + last.Length : FileHead;
        var rest = end + (end & 1);
        var isWhole = chunks.Exists(chunk => IsPicture(file, chunk));
        using var mended = new MemoryStream(file.Length + 1);
        mended.Write(file.AsSpan(0, Math.Min(rest, file.Length)));
        if (!isWhole && rest + ChunkHead <= file.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(rest + 4)) is var length && length <= 2L * file.Length)
        {
            mended.Write(file.AsSpan(rest));
            end = rest + ChunkHead + (int)length;
        }

        mended.SetLength(end + (end & 1));
        var bytes = mended.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - ChunkHead);
        if (chunks is [var head, ..] && Is(file, head, "VP8X"u8) && head.Length >= ExtendedLength)
        {
            bytes[head.At] &= chunks.Exists(chunk => Is(file, chunk, "EXIF"u8)) ? byte.MaxValue : NoExif;
            bytes[head.At] &= chunks.Exists(chunk => Is(file, chunk, "XMP "u8)) ? byte.MaxValue : NoXmp;
        }

        return new(bytes, isWhole);
    }

    private static bool IsPicture(byte[] file, (int At, int Length) chunk) =>
        Is(file, chunk, "VP8 "u8) || Is(file, chunk, "VP8L"u8) || Is(file, chunk, "ANMF"u8);

    private static IEnumerable<(int At, int Length)> Walk(byte[] file, int from, int to)
    {
        for (var at = from + ChunkHead; at <= to;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at - 4));
            if (length > to - at)
            {
                yield break;
            }

            yield return (at, (int)length);
            at += (int)length + ((int)length & 1) + ChunkHead;
        }
    }

    private static bool Is(byte[] file, (int At, int Length) chunk, ReadOnlySpan<byte> name) => file.AsSpan(chunk.At - ChunkHead).StartsWith(name);
}
