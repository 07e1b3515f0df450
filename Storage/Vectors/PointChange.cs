namespace Txt2Image.Storage.Vectors;

/// <summary>A change to a point.</summary>
/// <param name="Id">The point.</param>
/// <param name="Before">Its payload before; null if it is new.</param>
/// <param name="After">Its payload after; null if it is deleted.</param>
/// <param name="Vector">The embedding of a new point.</param>
internal sealed record PointChange(Guid Id, Payload? Before, Payload? After, ReadOnlyMemory<float> Vector)
{
    /// <summary>By how many bytes the collection's originals grow; negative if they shrink.</summary>
    public long Gain => (After?.Bytes ?? 0) - (Before?.Bytes ?? 0);
}
