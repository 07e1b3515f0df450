namespace Txt2Image.Clip.Imaging;

/// <summary>An image ready to be embedded and shown.</summary>
/// <param name="Tile">The model's input: Size x Size x 3 bytes, RGB, row by row; turned as EXIF says, alpha dropped.</param>
/// <param name="Thumbnail">WebP, sRGB, the longest side at most 512, never enlarged, no metadata; turned, alpha over white.</param>
/// <param name="Width">The picture's width in pixels, after the EXIF turn.</param>
/// <param name="Height">Its height, after the EXIF turn.</param>
/// <param name="MediaType">Of the original bytes, from their signature.</param>
public sealed record PreparedImage(byte[] Tile, byte[] Thumbnail, int Width, int Height, string MediaType)
{
    /// <summary>A larger thumbnail (the longest side at most 1440), if it was asked for: it stands in for an original that is not kept.</summary>
    public byte[]? Preview { get; init; }

    /// <summary>When the picture was taken, in seconds since 1970 UTC, if its EXIF tells.</summary>
    public long? Taken { get; init; }
}
