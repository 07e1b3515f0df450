namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Checks whether a file is complete, for a decoder that renders missing data as black. For TIFF and run-length encoded BMP this cannot be known
/// without decoding.
/// </summary>
internal static class FileEnd
{
    private const int BmpOffset = 10, BmpCompression = 30, PlainBmpHeader = 16;

    public static bool IsReached(byte[] file, ImageFormat format, int width, int height, int bitsPerPixel) => format switch
    {
        ImageFormat.Jpeg => EndsJpeg(file),
        // ImageSharp 2.1 never ends with a PNG whose compressed rows end early.
        ImageFormat.Png => PngChunks.HasEnd(file) && PngRepair.HasPixels(file),
        ImageFormat.WebP => WebPFrames.HasEnd(file),
        ImageFormat.Gif => EndsGif(file),
        ImageFormat.Bmp => EndsBmp(file, width, height, bitsPerPixel),
        ImageFormat.Tga => EndsTga(file, (long)width * height),
        ImageFormat.Pbm => PbmSamples.AreThere(file, width, height),
        _ => true,
    };

    /// <summary>
    /// Walks from marker to marker. A scan's header is followed by its data, in which FF is followed by 0 or a restart. Rejects more scans than any
    /// real picture has: a decoder processes the whole picture for each.
    /// </summary>
    private static bool EndsJpeg(ReadOnlySpan<byte> file)
    {
        const int MostScans = 100;
        var scans = 0;
        for (var at = 2; at + 1 < file.Length;)
        {
            var marker = file[at + 1];
            if (file[at] != 0xff || marker is 0 or 0xff or 0x01 or (>= 0xd0 and <= 0xd7))
            {
                var next = file[(at + 1)..].IndexOf((byte)0xff);
                if (next < 0)
                {
                    return false;
                }

                at += next + 1;
                continue;
            }

            scans += marker == 0xda ? 1 : 0;
            if (marker == 0xd9 || scans > MostScans)
            {
                return marker == 0xd9;
            }

            at += at + 3 < file.Length ? 2 + (file[at + 2] << 8) + file[at + 3] : 2;
        }

        return false;
    }

    /// <summary>Walks to the end of the first picture's data.</summary>
    private static bool EndsGif(ReadOnlySpan<byte> file)
    {
        const int Head = 13, PictureHead = 10, Extension = 0x21, Picture = 0x2c;
        var at = file.Length > Head ? Head + ColourMap(file[10]) : file.Length;
        while (at + PictureHead < file.Length && file[at] is Extension or Picture)
        {
            var isPicture = file[at] == Picture;
            at += isPicture ? PictureHead + ColourMap(file[at + 9]) + 1 : 2;
            while (at < file.Length && file[at] != 0)
            {
                at += file[at] + 1;
            }

            if (isPicture)
            {
                return at < file.Length;
            }

            at++;
        }

        return false;
    }

    private static int ColourMap(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static bool EndsBmp(ReadOnlySpan<byte> file, int width, int height, int bitsPerPixel)
    {
        if (file.Length < BmpCompression + 4)
        {
            return false;
        }

        var isPacked = file[14] >= PlainBmpHeader && file[BmpCompression] is 1 or 2 or 4;
        var rowBytes = (((long)width * bitsPerPixel) + 31) / 32 * 4;
        return isPacked || BitConverter.ToUInt32(file[BmpOffset..]) + (rowBytes * height) <= file.Length;
    }

    /// <summary>A header, a name, a colour map and the samples. The decoder itself detects truncated run-length encoded files.</summary>
    private static bool EndsTga(ReadOnlySpan<byte> file, long pixels)
    {
        const int Packed = 8;
        var mapBytes = file[1] == 0 ? 0 : ((file[7] + 7) / 8) * (file[5] | (file[6] << 8));
        return (file[2] & Packed) != 0 || ImageFormats.HeadLength + file[0] + mapBytes + (pixels * ((file[16] + 7) / 8)) <= file.Length;
    }
}
