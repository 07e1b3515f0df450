namespace Txt2Image.Storage.Vectors;

/// <summary>Works out what it changes to take names away, before anything is written.</summary>
internal sealed class NameRemoval
{
    /// <param name="names">The names that go.</param>
    /// <param name="holders">The points that hold them.</param>
    public NameRemoval(IEnumerable<string> names, IReadOnlyList<Point> holders)
    {
        var going = names.Select(PayloadRules.WellFormed).ToHashSet(StringComparer.Ordinal);
        Removed = [.. holders.SelectMany(holder => holder.Payload.Names).Where(going.Contains).Distinct(StringComparer.Ordinal)];
        Changes = [.. holders.Select(holder => new PointChange(holder.Id, holder.Payload, PayloadRules.Without(holder.Payload, going), default))];
    }

    /// <summary>The names that a point held.</summary>
    public IReadOnlyList<string> Removed { get; }

    public IReadOnlyList<PointChange> Changes { get; }

    /// <summary>The points that are left without a name.</summary>
    public IReadOnlyList<Guid> Orphans => [.. Changes.Where(change => change.After is null).Select(change => change.Id)];
}
