using System.Security.Cryptography;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>Small pictures: each number gives a different one, and always the same bytes.</summary>
internal static class Pictures
{
    private const int Side = 24;
    private const int RowBytes = 1 + (3 * Side);

    /// <summary>A PNG file.</summary>
    public static byte[] Of(long number) => Png.Encode(Side, Side, Pixels(number));

    /// <summary>An image's id: the first 128 bits of its bytes' SHA-256.</summary>
    public static Guid IdOf(byte[] bytes) => new(SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true);

    /// <summary>Stripes of eight colours, which depend on the number.</summary>
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
}
