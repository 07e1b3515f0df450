namespace Txt2Image.Clip.Imaging;

/// <summary>The kernel of a resize, antialiased as Pillow's.</summary>
public enum Resampling
{
    /// <summary>Bicubic.</summary>
    Bicubic,

    /// <summary>Bilinear.</summary>
    Bilinear,
}

/// <summary>
/// What a model's preprocessing requires of the decoder: the shortest edge is resized to <paramref name="ShortestEdge"/> (the other to int(edge x
/// long / short)), or both are, then a square is cropped from the centre.
/// </summary>
/// <param name="Size">The tile's width and height, in pixels: the model's input.</param>
/// <param name="ShortestEdge">The shorter side before the crop, in pixels; at least <paramref name="Size"/>.</param>
/// <param name="TorchvisionCrop">
/// Whether to crop at half the margin rounded half to even, as torchvision does, or rounded down, as Hugging Face does. They differ by one pixel if
/// the margin is 4n + 3.
/// </param>
/// <param name="Squash">Whether both edges are resized to <paramref name="ShortestEdge"/>, whatever the picture's shape.</param>
/// <param name="Resampling">The kernel.</param>
public sealed record TileSpec(
    int Size, int ShortestEdge, bool TorchvisionCrop = false, bool Squash = false, Resampling Resampling = Resampling.Bicubic)
{
    /// <summary>The bytes of a tile: Size x Size x 3.</summary>
    public int ByteCount => Size * Size * 3;
}
