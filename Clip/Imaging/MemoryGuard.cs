namespace Txt2Image.Clip.Imaging;

/// <summary>
/// The pixel limit, and what it stands for: decoding holds at most 3 bytes for each pixel of the limit, whatever the format needs.
/// </summary>
internal static class MemoryGuard
{
    /// <summary>Rows that a decoder and this library hold between them, at most, where the decoder streams.</summary>
    private const int RowsHeld = 64;

    /// <summary>What small images may take in any case.</summary>
    private const long Slack = 16L << 20;

    public static void Check(in PixelLayout layout, ImageFormat format, ImageLimits limits)
    {
        if (layout.Pixels > limits.MaxPixels)
        {
            throw TooMany(layout, $"at most {limits.MaxPixels} are read");
        }
        var rows = (double)layout.Width * (layout.Samples * layout.SampleBytes) * Math.Min(RowsHeld, layout.Height);
        if ((layout.Held * layout.Pixels) + rows > (3 * limits.MaxPixels) + Slack)
        {
            throw TooMany(layout, $"{format} of this kind and shape takes more memory to decode than is given; make it smaller or save it as baseline JPEG");
        }
    }

    private static ImageException TooMany(in PixelLayout layout, string limit) => new(
        ImageFault.TooManyPixels, $"The image has {layout.Width} x {layout.Height} = {layout.Pixels} pixels: {limit}.");
}
