namespace Txt2Image.Storage.Vectors;

/// <summary>Plans the changes of a removal of names, before anything is written.</summary>
internal sealed class NameRemoval
{
    /// <param name="names">The names to remove, each from one point.</param>
    /// <param name="stored">Returns the payload of a stored point, or null.</param>
    public NameRemoval(IEnumerable<PointName> names, Func<Guid, Payload?> stored)
    {
        List<PointName> removed = [];
        List<PointChange> changes = [];
        foreach (var going in names.GroupBy(name => name.Id, name => PayloadRules.WellFormed(name.Name)))
        {
            if (stored(going.Key) is { } before && before.Names.Intersect(going, StringComparer.Ordinal).ToList() is { Count: > 0 } mine)
            {
                removed.AddRange(mine.Select(name => new PointName(going.Key, name)));
                changes.Add(new PointChange(going.Key, before, PayloadRules.Without(before, mine), default));
            }
        }

        (Removed, Changes) = (removed, changes);
    }

    /// <summary>The names that their points had.</summary>
    public IReadOnlyList<PointName> Removed { get; }

    public IReadOnlyList<PointChange> Changes { get; }

    /// <summary>The points left without a name.</summary>
    public IReadOnlyList<Guid> Orphans => [.. Changes.Where(change => change.After is null).Select(change => change.Id)];
}
