namespace Txt2Image.Clip.Inference;

/// <summary>
/// Rounds the shapes of batches up to few. A GPU chooses kernels and reserves memory for every new shape, and a Triton server batches only
/// requests of one shape.
/// </summary>
internal static class ShapeBuckets
{
    private const int BatchStep = 8;
    private static readonly int[] Lengths = [8, 16, 32];
    private static readonly int[] SmallBatches = [1, 2, 4];

    /// <summary>The length to which the texts of a batch are padded: 8, 16, 32 or the whole context.</summary>
    public static int Length(int longest, int context)
    {
        var length = Array.Find(Lengths, length => length >= longest);
        return length == 0 || length > context ? context : length;
    }

    /// <summary>The number of items that a batch is filled up to: 1, 2, 4 or a multiple of 8.</summary>
    public static int Batch(int count) =>
        Array.Find(SmallBatches, size => size >= count) is > 0 and var small ? small : (count + BatchStep - 1) / BatchStep * BatchStep;
}
