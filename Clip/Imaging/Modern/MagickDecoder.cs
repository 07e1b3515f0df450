using System.Text;
using ImageMagick;

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>
/// Decodes HEIC, AVIF and JPEG XL with ImageMagick's builds of libheif and libjxl. What is decoded is checked first by our own reading of the header;
/// the library never chooses a format by itself, reads no file and starts no program, and is loaded only when the first such picture comes.
/// </summary>
internal sealed class MagickDecoder : IImageDecoder
{
    /// <summary>
    /// Bytes per pixel, measured with 12 to 48 megapixels: the picture of 3 bytes, the library's of 3, and what its decoder keeps besides.
    /// </summary>
    private const double JxlBytes = 12, JxlChannelBytes = 5;

    public string Name => "magick";

    public bool CanShrink => false;

    public IPixelSource Open(byte[] bytes, ImageFormat format, int factor) => format == ImageFormat.Jxl ? OpenJxl(bytes) : OpenHeif(bytes, format);

    private static MagickSource OpenHeif(byte[] bytes, ImageFormat format)
    {
        var picture = HeifPicture.Read(bytes);
        var held = picture.Held / ((double)picture.Width * picture.Height);
        var profile = picture.IsDisplayP3 ? NetVips.Image.ProfileLoad("p3") : picture.Profile;
        return new(
            StillOf(bytes),
            format == ImageFormat.Avif ? MagickFormat.Avif : MagickFormat.Heic,
            new(picture.Width, picture.Height, Samples: 4, SampleBytes: 1, IsCmyk: false, Orientation: 1, held))
        {
            IsPremultiplied = picture.IsPremultiplied,
            HeaderProfile = profile,
            Exif = picture.Exif,
        };
    }

    private static MagickSource OpenJxl(byte[] bytes)
    {
        var header = JxlHeader.Read(bytes);
        var held = JxlBytes + (JxlChannelBytes * header.ExtraChannels);
        return new(
            bytes,
            MagickFormat.Jxl,
            new(header.Width, header.Height, Samples: 4, SampleBytes: 1, IsCmyk: false, header.Orientation, held))
        {
            HasInnerProfile = true,
            Exif = JxlHeader.Exif(bytes),
        };
    }

    /// <summary>
    /// The file as one of still pictures: the library would show the first frame of its film instead of the picture that the file names.
    /// </summary>
    private static byte[] StillOf(byte[] file)
    {
        if (IsoBox.Find(file, 0, file.Length, "moov"u8) is not { } film)
        {
            return file;
        }

        var still = file.ToArray();
        "free"u8.CopyTo(still.AsSpan(still.AsSpan(0, film.Start).LastIndexOf("moov"u8)));
        foreach (var brand in (byte[][])["msf1"u8.ToArray(), "hevc"u8.ToArray(), "avis"u8.ToArray()])
        {
            Rename(still, brand);
        }

        return still;
    }

    /// <summary>Replaces a brand of a film in the file's first box by that of still pictures.</summary>
    private static void Rename(byte[] file, byte[] brand)
    {
        if (IsoBox.Find(file, 0, file.Length, "ftyp"u8) is { } type)
        {
            for (var at = type.Start; at <= type.End - 4; at += 4)
            {
                if (file.AsSpan(at, 4).SequenceEqual(brand))
                {
                    Encoding.ASCII.GetBytes(brand[0] == 'a' ? "avif" : "mif1").CopyTo(file, at);
                }
            }
        }
    }
}
