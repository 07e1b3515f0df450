using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Txt2Image.Tests.Support;

/// <summary>Writes PNG files.</summary>
public static class Png
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>A picture; each number gives a different one.</summary>
    public static byte[] Of(int number, int width = 40, int height = 30)
    {
        var pixels = new byte[height * (1 + (3 * width))];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (y * (1 + (3 * width))) + 1 + (3 * x);
                pixels[at] = (byte)(number * 37);
                pixels[at + 1] = (byte)(number + x);
                pixels[at + 2] = (byte)((number >> 8) + y);
            }
        }

        return Encode(width, height, pixels);
    }

    /// <summary>A file of RGB pixels, one byte per colour; each row begins with its filter, a zero.</summary>
    public static byte[] Encode(int width, int height, byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Compressed(rows));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>The same picture with a text chunk at its end.</summary>
    public static byte[] WithText(byte[] png, string text)
    {
        const int End = 12;
        using var file = new MemoryStream();
        file.Write(png.AsSpan(0, png.Length - End));
        Chunk(file, "tEXt", System.Text.Encoding.Latin1.GetBytes(text));
        file.Write(png.AsSpan(png.Length - End));
        return file.ToArray();
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

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        var chunk = new byte[8 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk);
    }
}
