namespace Txt2Image.Clip.Imaging;

/// <summary>Limits per image. An image over a limit is rejected before any pixel is decoded.</summary>
public sealed record ImageLimits
{
    /// <summary>The largest file, in bytes. Default 32 MB.</summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// The largest width x height. Default 100 million. If the decoder must hold the whole picture (progressive JPEG, interlaced PNG, WebP, GIF,
    /// TIFF in one strip), it may use at most 3 bytes for each of these pixels, so the limit for such a file may be lower.
    /// </summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>
    /// The most pixels that are decoded at once, over all images; the next image waits. Default 200 million. A larger image is decoded alone.
    /// </summary>
    public long MaxPixelsInFlight { get; init; } = 200_000_000;
}
