namespace Txt2Image.Clip.Imaging;

/// <summary>A part of a resized picture, in resized pixels.</summary>
internal readonly record struct ResizeWindow(long FullWidth, long FullHeight, long Left, long Top, int Width, int Height);
