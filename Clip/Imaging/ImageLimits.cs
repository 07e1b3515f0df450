namespace Txt2Image.Clip.Imaging;

/// <summary>What an image may cost. An image beyond a limit is refused before a pixel of it is decoded.</summary>
public sealed record ImageLimits
{
    /// <summary>The largest file, in bytes. Default 32 MB.</summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// The largest width x height. Default 100 million. A file whose decoder must hold the picture (progressive JPEG, interlaced PNG, WebP,
    /// GIF, TIFF in one strip) is held to 3 bytes for each of these pixels, so its own limit may be lower.
    /// </summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>
    /// The pixels that may be in decoding at once, over all images; the next image waits. Default 200 million; an image larger than this
    /// is decoded alone.
    /// </summary>
    public long MaxPixelsInFlight { get; init; } = 200_000_000;
}
