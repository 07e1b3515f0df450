using NetVips;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Generated test pictures, encoded by libvips.</summary>
internal static class Pictures
{
    /// <summary>Four quarters of different colours, smooth enough to survive JPEG: red, green / blue, yellow.</summary>
    public static Image Quarters(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Colour(x < width / 2, y < height / 2).CopyTo(pixels.AsSpan(((y * width) + x) * 3));
            }
        }

        return Raw(pixels, width, height, 3);
    }

    public static Image Raw(byte[] pixels, int width, int height, int bands)
    {
        using var raw = Image.NewFromMemory(pixels, width, height, bands, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: bands < 3 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb).CopyMemory();
    }

    public static byte[] Colour(bool left, bool top) => (left, top) switch
    {
        (true, true) => [230, 20, 20],
        (false, true) => [20, 200, 20],
        (true, false) => [20, 20, 220],
        (false, false) => [220, 210, 20],
    };

    /// <summary>A JPEG with an EXIF orientation.</summary>
    public static byte[] Turned(Image image, int orientation)
    {
        using var turned = image.Mutate(copy => copy.Set(GValue.GIntType, "orientation", orientation));
        return turned.JpegsaveBuffer(q: 95);
    }

    /// <summary>Opens a file written by the product, for inspection.</summary>
    public static (Image Image, byte[] Pixels) Open(byte[] webp)
    {
        var image = Image.WebploadBuffer(webp);
        return (image, image.WriteToMemory<byte>());
    }
}
