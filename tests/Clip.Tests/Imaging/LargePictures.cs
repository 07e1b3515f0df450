using System.Text;
using NetVips;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>One smooth picture in every encoding for which decoders hold much of the picture.</summary>
internal static class LargePictures
{
    public static int Write(string folder, int width, int height)
    {
        using var rgb = Pictures.Raw(Pixels(width, height), width, height, 3);
        using var rgba = rgb.Bandjoin(128);
        using var scaled = rgba * 257;
        using var cast = scaled.Cast(Enums.BandFormat.Ushort);
        using var deep = cast.Copy(interpretation: Enums.Interpretation.Rgb16);
        string In(string name) => Path.Combine(folder, name);
        rgb.Jpegsave(In("baseline.jpg"), q: 40);
        rgb.Jpegsave(In("progressive-420.jpg"), q: 40, interlace: true, subsampleMode: Enums.ForeignSubsample.On);
        rgb.Jpegsave(In("progressive-444.jpg"), q: 40, interlace: true, subsampleMode: Enums.ForeignSubsample.Off);
        rgb.Pngsave(In("plain.png"), compression: 6);
        rgb.Pngsave(In("interlaced.png"), compression: 6, interlace: true);
        deep.Pngsave(In("interlaced-16.png"), compression: 6, interlace: true);
        rgb.Webpsave(In("lossy.webp"), q: 40, effort: 0);
        rgba.Webpsave(In("lossless.webp"), lossless: true, effort: 0);
        rgb.Gifsave(In("first.gif"), effort: 1, dither: 0);
        rgb.Tiffsave(In("strip.tif"), compression: Enums.ForeignTiffCompression.Deflate, tileHeight: height);
        rgb.Tiffsave(
            In("tile.tif"), compression: Enums.ForeignTiffCompression.Deflate, tile: true, tileWidth: (width + 15) / 16 * 16,
            tileHeight: (height + 15) / 16 * 16);
        using var red = rgb[0];
        File.WriteAllBytes(In("grey.pgm"), [.. Encoding.ASCII.GetBytes($"P5\n{width} {height}\n255\n"), .. red.WriteToMemory<byte>()]);
        return Directory.GetFiles(folder).Length;
    }

    /// <summary>Smooth gradients with small steps, which every format compresses well.</summary>
    private static byte[] Pixels(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (int y = 0, at = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++, at += 3)
            {
                pixels[at] = (byte)(x * 255 / width);
                pixels[at + 1] = (byte)(y * 255 / height);
                pixels[at + 2] = (byte)((x / 256 * 40) ^ (y / 256 * 24));
            }
        }

        return pixels;
    }
}
