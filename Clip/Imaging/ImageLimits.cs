namespace Txt2Image.Clip.Imaging;

/// <summary>Limits per image. An image over a limit is rejected before any pixel is decoded.</summary>
public sealed record ImageLimits
{
    /// <summary>The largest file, in bytes. Default 256 MB.</summary>
    public int MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>
    /// The largest width x height. Default 250 million. If the decoder must hold the whole picture (interlaced PNG, WebP, GIF, TIFF in one strip), it
    /// may use at most 3 bytes for each of these pixels and at most 336 MB, so the limit for such a file may be lower.
    /// </summary>
    public long MaxPixels { get; init; } = 250_000_000;

    /// <summary>
    /// The most pixels that are decoded at once, over all images; the next image waits. Default 200 million. A larger image is decoded alone.
    /// </summary>
    public long MaxPixelsInFlight { get; init; } = 200_000_000;

    /// <summary>Whether a file that lacks pixels is taken with those that it has. Default: it is rejected.</summary>
    public bool AllowTruncated { get; init; }
}
