using System.Collections.Immutable;

namespace Txt2Image.Clip.Imaging;

/// <summary>An image ready to be embedded and shown.</summary>
/// <param name="Tile">The model's input: Size x Size x 3 bytes, RGB, row by row, turned upright by EXIF, without alpha.</param>
/// <param name="Thumbnail">WebP, sRGB, longest side at most 512, never enlarged, no metadata, turned upright, alpha over white.</param>
/// <param name="Width">The picture's width in pixels, after the EXIF turn.</param>
/// <param name="Height">Its height, after the EXIF turn.</param>
/// <param name="MediaType">The media type of the original bytes, from their signature.</param>
public sealed record PreparedImage(byte[] Tile, byte[] Thumbnail, int Width, int Height, string MediaType)
{
    /// <summary>A larger thumbnail (longest side at most 1440), if requested: it replaces an original that is not stored.</summary>
    public byte[]? Preview { get; init; }

    /// <summary>Whether the file lacks pixels, and <see cref="ImageLimits.AllowTruncated"/> let it in.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether it is the JPEG in a camera's RAW file; width and height are that JPEG's.</summary>
    public bool IsRawPreview { get; init; }

    /// <summary>When the picture was taken, in seconds since 1970 UTC, if its metadata says so.</summary>
    public long? Taken { get; init; }

    /// <summary>
    /// A blurred picture to show until the thumbnail has loaded: a ThumbHash (https://evanw.github.io/thumbhash) of at most 25 bytes.
    /// </summary>
    public ImmutableArray<byte> ThumbHash { get; init; } = [];
}
