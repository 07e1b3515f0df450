namespace Txt2Image.Clip.Imaging;

/// <summary>
/// What one model's preprocessing asks of the decoder: the shortest edge is resized to <paramref name="ShortestEdge"/> (the other to
/// int(edge x long / short)) with Pillow's bicubic, then a square is cut from the centre.
/// </summary>
/// <param name="Size">The tile's width and height, in pixels: the model's input.</param>
/// <param name="ShortestEdge">The shorter side before the cut, in pixels; at least <paramref name="Size"/>.</param>
/// <param name="TorchvisionCrop">
/// Cut at round-half-to-even of half the margin, as torchvision does; otherwise at its floor, as Hugging Face does. They differ by one pixel
/// where the margin is 4n + 3.
/// </param>
public sealed record TileSpec(int Size, int ShortestEdge, bool TorchvisionCrop = false)
{
    /// <summary>The bytes of a tile: Size x Size x 3.</summary>
    public int ByteCount => Size * Size * 3;
}
