namespace Txt2Image.Clip.Imaging;

/// <summary>A damaged file as its decoder can read it.</summary>
/// <param name="Bytes">The file, without what the decoder stumbles over.</param>
/// <param name="IsWhole">Whether it has all its pixels, so that they are those of the undamaged file.</param>
internal readonly record struct MendedFile(byte[] Bytes, bool IsWhole);

/// <summary>
/// Mends files that a decoder refuses although their pixels are there: the end is missing, or a checksum. Nothing is made up: a file that lacks
/// pixels is marked as such.
/// </summary>
internal static class Mending
{
    /// <summary>Mends a file; a file of which nothing better is known is returned itself, as one that lacks pixels.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="maxPixels">A file whose header has more pixels is not looked at.</param>
    public static MendedFile Mend(byte[] file, ImageFormat format, long maxPixels) => format switch
    {
        ImageFormat.Jpeg => new([.. file, 0xff, JpegFile.EndOfImage], JpegEnd.IsWhole(file) == true),
        ImageFormat.Png => PngRepair.Mend(file, maxPixels),
        ImageFormat.WebP => WebPFrames.Mend(file),
        ImageFormat.Gif => GifFrame.Mend(file, maxPixels),
        _ => new(file, IsWhole: false),
    };

    /// <summary>
    /// Whether a file that was decoded without a fault lacks pixels all the same: one that ends early but in order. Decoders fill up what is missing.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="isSuspect">Whether the decoder warned.</param>
    public static bool LacksPixels(byte[] file, ImageFormat format, bool isSuspect) => format switch
    {
        ImageFormat.Jpeg => isSuspect && JpegEnd.IsWhole(file) == false,
        ImageFormat.Gif => GifFrame.LacksPixels(file),
        _ => false,
    };
}
