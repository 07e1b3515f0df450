namespace Txt2Image.Storage.Vectors;

/// <summary>A place in the order from the latest point to the earliest, and on to those without a time.</summary>
/// <param name="Taken">When the picture was taken, in seconds since 1970 UTC; null if that is unknown.</param>
/// <param name="Id">The id of the point.</param>
public readonly record struct TimelinePlace(double? Taken, Guid Id)
{
    /// <summary>The place of a point.</summary>
    public static TimelinePlace Of(Point point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new(DerivedFields.TakenIn(point.Payload.Fields), point.Id);
    }
}
