namespace Txt2Image.Storage.Vectors;

/// <summary>What a write makes of a point.</summary>
/// <param name="Id">The point.</param>
/// <param name="Before">Its payload before; null if it is new.</param>
/// <param name="After">Its payload after; null if it is deleted.</param>
/// <param name="Vector">The embedding of a new point.</param>
internal sealed record PointChange(Guid Id, Payload? Before, Payload? After, ReadOnlyMemory<float> Vector)
{
    /// <summary>How many bytes of originals the collection gains, or loses if it is below zero.</summary>
    public long Gain => (After?.Bytes ?? 0) - (Before?.Bytes ?? 0);
}
