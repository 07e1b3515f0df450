using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Txt2Image.Tests.Support;

/// <summary>Writes pictures as BMP, TGA and the Netpbm formats, from RGB samples.</summary>
public static class PlainFormats
{
    /// <summary>The kinds that <see cref="Write"/> knows.</summary>
    public static IReadOnlyList<string> Kinds => ["bmp", "tga", "tga-packed", "p1", "p4", "p2", "p3", "p5", "p6"];

    /// <summary>A picture of a kind. Grey kinds take the red sample.</summary>
    public static byte[] Write(string kind, byte[] rgb, int width, int height) => kind switch
    {
        "bmp" => Bmp(rgb, width, height),
        "tga" => Tga(rgb, width, height, isPacked: false),
        "tga-packed" => Tga(rgb, width, height, isPacked: true),
        _ => Netpbm(kind, rgb, width, height),
    };

    /// <summary>Whether a kind knows black and white only: what is darker than the middle is black.</summary>
    public static bool IsBlackAndWhite(string kind) => kind is "p1" or "p4";

    /// <summary>Whether a kind has grey samples only.</summary>
    public static bool IsGrey(string kind) => kind is "p2" or "p5";

    /// <summary>Rows from the bottom up, padded to four bytes; blue comes first.</summary>
    private static byte[] Bmp(byte[] rgb, int width, int height)
    {
        const int Heads = 54;
        var rowBytes = ((width * 3) + 3) / 4 * 4;
        var file = new byte[Heads + (rowBytes * height)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        file[10] = Heads;
        file[14] = 40;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = 24;
        for (var y = 0; y < height; y++)
        {
            Reversed(rgb.AsSpan(y * width * 3, width * 3)).CopyTo(file.AsSpan(Heads + ((height - 1 - y) * rowBytes)));
        }

        return file;
    }

    /// <summary>Rows from the top down. A packed file has one packet for each pixel.</summary>
    private static byte[] Tga(byte[] rgb, int width, int height, bool isPacked)
    {
        byte[] head =
            [0, 0, (byte)(isPacked ? 10 : 2), 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8),
                24, 0x20];
        var samples = Reversed(rgb);
        return [.. head, .. isPacked ? samples.Chunk(3).SelectMany(pixel => (byte[])[0, .. pixel]) : samples];
    }

    private static byte[] Netpbm(string kind, byte[] rgb, int width, int height)
    {
        if (IsBlackAndWhite(kind))
        {
            return Bits(kind, [.. rgb.Where((_, at) => at % 3 == 0).Select(red => red < 128)], width, height);
        }

        var samples = IsGrey(kind) ? rgb.Where((_, at) => at % 3 == 0).ToArray() : rgb;
        var head =
            string.Create(
                CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(kind[0])}{kind[1]}\n# a comment with 3 numbers\n{width} {height}\n255\n");
        return [.. Encoding.ASCII.GetBytes(head), .. kind is "p5" or "p6" ? samples : Encoding.ASCII.GetBytes(string.Join(' ', samples))];
    }

    /// <summary>A bit is set where it is black; binary rows begin at a byte each.</summary>
    private static byte[] Bits(string kind, bool[] isBlack, int width, int height)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P{kind[1]} {width} {height}\n"));
        if (kind == "p1")
        {
            return [.. head, .. isBlack.Select(black => (byte)(black ? '1' : '0'))];
        }

        var rowBytes = (width + 7) / 8;
        var rows = new byte[rowBytes * height];
        for (var at = 0; at < isBlack.Length; at++)
        {
            var (y, x) = Math.DivRem(at, width);
            rows[(y * rowBytes) + (x / 8)] |= (byte)(isBlack[at] ? 0x80 >> (x % 8) : 0);
        }

        return [.. head, .. rows];
    }

    private static byte[] Reversed(ReadOnlySpan<byte> rgb)
    {
        var bgr = rgb.ToArray();
        for (var at = 0; at < bgr.Length; at += 3)
        {
            (bgr[at], bgr[at + 2]) = (bgr[at + 2], bgr[at]);
        }

        return bgr;
    }
}
