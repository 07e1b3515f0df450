namespace Txt2Image.Storage.Vectors;

/// <summary>Plans the changes of a removal of names, before anything is written.</summary>
internal sealed class NameRemoval
{
    /// <param name="names">The names to remove.</param>
    /// <param name="holders">The points that have them.</param>
    public NameRemoval(IEnumerable<string> names, IReadOnlyList<Point> holders)
    {
        var going = names.Select(PayloadRules.WellFormed).ToHashSet(StringComparer.Ordinal);
        Removed = [.. holders.SelectMany(holder => holder.Payload.Names).Where(going.Contains).Distinct(StringComparer.Ordinal)];
        Changes = [.. holders.Select(holder => new PointChange(holder.Id, holder.Payload, PayloadRules.Without(holder.Payload, going), default))];
    }

    /// <summary>The names that a point had.</summary>
    public IReadOnlyList<string> Removed { get; }

    public IReadOnlyList<PointChange> Changes { get; }

    /// <summary>The points left without a name.</summary>
    public IReadOnlyList<Guid> Orphans => [.. Changes.Where(change => change.After is null).Select(change => change.Id)];
}
