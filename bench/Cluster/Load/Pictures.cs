using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Txt2Image.Bench.Cluster.Load;

/// <summary>Small pictures, every number another one, the same bytes whenever it is asked for.</summary>
internal static class Pictures
{
    private const int Side = 24;
    private const int RowBytes = 1 + (3 * Side);
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>A PNG file.</summary>
    public static byte[] Of(long number)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        (header[8], header[9]) = (8, 2);
        Write(file, "IHDR", header);
        Write(file, "IDAT", Compressed(Pixels(number)));
        Write(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>An image's id: the first 128 bits of its bytes' SHA-256.</summary>
    public static Guid IdOf(byte[] bytes) => new(SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true);

    /// <summary>Stripes of eight colours, which the number's bytes tell.</summary>
    private static byte[] Pixels(long number)
    {
        var pixels = new byte[Side * RowBytes];
        Span<byte> colours = stackalloc byte[32];
        SHA256.HashData(BitConverter.GetBytes(number), colours);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < 3 * Side; x++)
            {
                pixels[(y * RowBytes) + 1 + x] = colours[((y / 3 * 3) + (x % 3)) % colours.Length];
            }
        }

        return pixels;
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }

    private static void Write(MemoryStream file, string type, byte[] data)
    {
        var chunk = new byte[8 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk);
    }
}
