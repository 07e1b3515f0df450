namespace Txt2Image.Clip.Imaging;

/// <summary>
/// The pixel limit, and what it stands for: decoding takes at most 3 bytes for each pixel of the limit and 64 MB, whatever the format and the
/// shape of the picture need. The figures were measured with libvips 8.18 and hold with room to spare.
/// </summary>
internal static class MemoryGuard
{
    /// <summary>Rows that a streaming decoder and this library hold between them, at most.</summary>
    private const int RowsHeld = 64;

    /// <summary>Bytes for each column and row: a row of pixels, and two resizes' weights.</summary>
    private const double AxisBytes = 40;

    /// <summary>A loader's copy of the file, and a format library's of a compressed strip.</summary>
    private const double FileCopies = 2;

    /// <summary>What any image may take; the rest of the 64 MB is for the resized pictures, the thumbnail's encoder and what the heaps keep.</summary>
    private const double Slack = 16 << 20;

    public static void Check(in PixelLayout layout, ImageFormat format, int fileBytes, ImageLimits limits)
    {
        if (layout.Pixels > limits.MaxPixels)
        {
            throw TooMany(layout, $"at most {limits.MaxPixels} are read");
        }

        var rows = (double)layout.Width * layout.Samples * layout.SampleBytes * Math.Min(RowsHeld, layout.Height);
        var axes = AxisBytes * ((double)layout.Width + layout.Height);
        if ((layout.Held * layout.Pixels) + rows + axes + (FileCopies * fileBytes) > (3.0 * limits.MaxPixels) + Slack)
        {
            throw TooMany(layout, $"a {format} file of this kind and shape takes too much memory to decode; make it smaller or save it as baseline JPEG");
        }
    }

    private static ImageException TooMany(in PixelLayout layout, string limit) => new(
        ImageFault.TooManyPixels, $"The image has {layout.Width} x {layout.Height} = {layout.Pixels} pixels: {limit}.");
}
