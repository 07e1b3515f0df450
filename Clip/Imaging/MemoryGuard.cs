namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Enforces the pixel limit and the memory budget: an image, with its file, may take at most 3 bytes per pixel of the limit plus 64 MB, and at most
/// 400 MB, whatever its format and shape. The constants were measured with libvips 8.18 and leave a margin.
/// </summary>
internal static class MemoryGuard
{
    /// <summary>The most rows that a streaming decoder and this library hold together.</summary>
    private const int RowsHeld = 64;

    /// <summary>Bytes per column and row: a row of pixels and the weights of two resizes.</summary>
    private const double AxisBytes = 40;

    /// <summary>The most that one image may take, without what every image may use.</summary>
    private const double MostBytes = 336 << 20;

    /// <summary>
    /// What every image may use. The rest of the 64 MB is for the resized pictures, the thumbnail encoder and memory that the heaps retain.
    /// </summary>
    private const double Slack = 16 << 20;

    public static void Check(in PixelLayout layout, ImageFormat format, int fileBytes, ImageLimits limits)
    {
        if (layout.Pixels > limits.MaxPixels)
        {
            throw TooMany(layout, $"at most {limits.MaxPixels} are accepted. The setting Images:MaxPixels raises this limit");
        }

        var rows = (double)layout.Width * layout.Samples * layout.SampleBytes * Math.Min(RowsHeld, layout.Height);
        var axes = AxisBytes * ((double)layout.Width + layout.Height);
        var budget = Math.Min(3.0 * limits.MaxPixels, MostBytes) + Slack;
        if ((layout.Held * layout.Pixels) + rows + axes + fileBytes > budget)
        {
            var most = $"{budget / (1 << 20):F0} MB of memory";
            throw TooMany(layout, $"decoding a {format} file of this kind and shape takes more than {most}. Resize it, or save it as JPEG");
        }
    }

    private static ImageException TooMany(in PixelLayout layout, string limit) => new(
        ImageFault.TooManyPixels, $"The image has {layout.Width} x {layout.Height} = {layout.Pixels} pixels: {limit}.");
}
