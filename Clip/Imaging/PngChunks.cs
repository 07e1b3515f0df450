using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging;

/// <summary>The chunks of a PNG file: a length, a type, the content and a checksum.</summary>
internal static class PngChunks
{
    private const int Signature = 8, LengthBytes = 4, Frame = 12;

    /// <summary>The file without its text chunks: they can be compressed a thousandfold, and nothing limits their decompressed size.</summary>
    public static byte[] WithoutText(byte[] file)
    {
        var chunks = Walk(file).ToList();
        if (!chunks.Exists(chunk => IsText(file, chunk.Start)))
        {
            return file;
        }

        using var rest = new MemoryStream(file.Length);
        rest.Write(file.AsSpan(0, Signature));
        foreach (var (start, end) in chunks.Where(chunk => !IsText(file, chunk.Start)))
        {
            rest.Write(file.AsSpan(start..end));
        }

        rest.Write(file.AsSpan(chunks[^1].End));
        return rest.ToArray();
    }

    /// <summary>Whether the file has its last chunk.</summary>
    public static bool HasEnd(byte[] file) => Walk(file).Any(chunk => IsOf(file, chunk.Start, "IEND"u8));

    private static IEnumerable<(int Start, int End)> Walk(byte[] file)
    {
        for (var at = Signature; at <= file.Length - Frame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - Frame)
            {
                yield break;
            }

            yield return (at, at + Frame + (int)length);
            at += Frame + (int)length;
        }
    }

    private static bool IsText(byte[] file, int chunk) => IsOf(file, chunk, "tEXt"u8) || IsOf(file, chunk, "zTXt"u8) || IsOf(file, chunk, "iTXt"u8);

    private static bool IsOf(byte[] file, int chunk, ReadOnlySpan<byte> type) => file.AsSpan(chunk + LengthBytes).StartsWith(type);
}
