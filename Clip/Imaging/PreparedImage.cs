namespace Txt2Image.Clip.Imaging;

/// <summary>An image ready to be embedded and shown.</summary>
/// <param name="Tile">The model's input: Size x Size x 3 bytes, RGB, row by row; turned as EXIF says, alpha dropped.</param>
/// <param name="Thumbnail">WebP, sRGB, the longest side at most 512, never enlarged, no metadata; turned, alpha over white.</param>
/// <param name="Width">The picture's width in pixels, after the EXIF turn.</param>
/// <param name="Height">Its height, after the EXIF turn.</param>
/// <param name="MediaType">Of the original bytes, from their signature.</param>
public sealed record PreparedImage(byte[] Tile, byte[] Thumbnail, int Width, int Height, string MediaType);
