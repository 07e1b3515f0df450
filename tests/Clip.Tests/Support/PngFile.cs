using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Txt2Image.Clip.Tests.Support;

/// <summary>Makes PNG files of others, chunk by chunk.</summary>
internal static class PngFile
{
    /// <summary>The file with one more chunk before its pixels.</summary>
    public static byte[] With(byte[] png, string type, byte[] content)
    {
        var at = png.AsSpan().IndexOf("IDAT"u8) - 4;
        return [.. png[..at], .. Chunk(type, content), .. png[at..]];
    }

    /// <summary>The file with a new content of its pixels' chunks, as one chunk.</summary>
    public static byte[] WithPixels(byte[] png, Func<byte[], byte[]> change)
    {
        var at = png.AsSpan().IndexOf("IDAT"u8) - 4;
        var (head, pixels) = (png[..at], new List<byte>());
        while (png.AsSpan(at + 4).StartsWith("IDAT"u8))
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            pixels.AddRange(png.AsSpan(at + 8, length));
            at += 12 + length;
        }

        return [.. head, .. Chunk("IDAT", change([.. pixels])), .. png[at..]];
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.HashToUInt32(body));
        return [.. length, .. body, .. sum];
    }
}
