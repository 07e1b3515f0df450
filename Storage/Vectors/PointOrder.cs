namespace Txt2Image.Storage.Vectors;

/// <summary>An order of points.</summary>
public sealed class PointOrder
{
    private PointOrder(bool isNewestFirst) => IsNewestFirst = isNewestFirst;

    /// <summary>By id.</summary>
    public static PointOrder ById { get; } = new(isNewestFirst: false);

    /// <summary>The latest first, by the number in the field <see cref="DerivedFields.Taken"/>, then those without one; equal ones by id.</summary>
    public static PointOrder NewestFirst { get; } = new(isNewestFirst: true);

    /// <summary>Whether it is <see cref="NewestFirst"/>.</summary>
    public bool IsNewestFirst { get; }

    /// <summary>Whether a place comes before another (negative), after it (positive), or is the same (0).</summary>
    public int Compare(TimelinePlace one, TimelinePlace other)
    {
        var byTime = !IsNewestFirst ? 0
            : one.Taken is { } first && other.Taken is { } second ? second.CompareTo(first)
            : (one.Taken is null).CompareTo(other.Taken is null);
        return byTime != 0 ? byTime : one.Id.CompareTo(other.Id);
    }
}
