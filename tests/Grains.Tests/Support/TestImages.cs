using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>Images identified by number.</summary>
internal static class TestImages
{
    /// <summary>A point as it is sent to a collection; its bytes are not stored anywhere.</summary>
    public static NewImage Point(int number) => new()
    {
        Id = ImageId.Of(BitConverter.GetBytes(number)),
        Name = $"{number}.png",
        Caption = $"picture {number}",
        Embedding = Embedding.From(FakeTowers.VectorOf<int>([number, 7])),
        Width = 16,
        Height = 16,
        MediaType = "image/png",
        Bytes = 4,
    };

    /// <summary>A GIF of one pixel whose palette contains the number: the smallest file that a decoder accepts.</summary>
    public static ImageUpload Upload(int number, string? name = null) => new(name ?? $"{number}.gif", Gif(number), $"picture {number}", null);

    private static byte[] Gif(int number) =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, (byte)number, (byte)(number >> 8), (byte)(number >> 16), 0, 0, 0,
        0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b,
    ];
}
