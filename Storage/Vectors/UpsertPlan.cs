namespace Txt2Image.Storage.Vectors;

/// <summary>
/// Plans the changes of an upsert before anything is written. Points are merged in the given order; an existing one keeps its vector and the
/// picture's size, because its bytes determine them. What they replace loses its names last, so that two images can change places in one call
/// without losing anything.
/// </summary>
internal sealed class UpsertPlan
{
    private readonly Func<Guid, Payload?> _stored;
    private readonly Dictionary<Guid, Draft> _drafts = [];
    private readonly List<UpsertOutcome> _outcomes = [];

    /// <summary>The names that replaced points lose, with the index of the point that replaces them.</summary>
    private readonly Dictionary<PointName, int> _leaving = [];

    /// <param name="points">The points to add or merge.</param>
    /// <param name="stored">Returns the payload of a stored point, or null.</param>
    public UpsertPlan(IEnumerable<Point> points, Func<Guid, Payload?> stored)
    {
        _stored = stored;
        foreach (var point in points)
        {
            Add(point);
        }

        foreach (var (name, by) in _leaving)
        {
            Leave(name, by);
        }
    }

    public IReadOnlyList<PointChange> Changes =>
    [
        .. _drafts.Values
            .Where(draft => !ReferenceEquals(draft.Now, draft.Before))
            .Select(draft => new PointChange(draft.Id, draft.Before, draft.Now, draft.Vector)),
    ];

    public UpsertResult ToResult(string version)
    {
        var changes = Changes;
        return new UpsertResult(_outcomes, [.. _drafts.Values.Where(draft => draft.Now is null).Select(draft => draft.Id)], version)
        {
            Changed = [.. changes.Select(change => change.Id)],
            Added = [.. changes.Where(change => change.Before is null).Select(change => change.Id)],
        };
    }

    private void Add(Point point)
    {
        var draft = Find(point.Id) ?? (_drafts[point.Id] = new Draft { Id = point.Id, Before = null, Now = null });
        var given = PayloadRules.Normalize(point.Payload);
        if (draft.Now is null)
        {
            draft.Now = PayloadRules.Complete(given);
            draft.Vector = point.Vector;
            _outcomes.Add(UpsertOutcome.Added);
        }
        else
        {
            var merged = PayloadRules.Merge(draft.Now, given);
            _outcomes.Add(ReferenceEquals(merged, draft.Now) ? UpsertOutcome.Unchanged : UpsertOutcome.Updated);
            draft.Now = merged;
        }

        foreach (var name in given.Names)
        {
            _leaving.Remove(new PointName(point.Id, name));
            if (given.Replaces is { } replaced && replaced != point.Id)
            {
                _leaving.TryAdd(new PointName(replaced, name), _outcomes.Count - 1);
            }
        }
    }

    private void Leave(PointName name, int by)
    {
        if (Find(name.Id) is { Now: { } payload } loser && payload.Names.Contains(name.Name, StringComparer.Ordinal))
        {
            loser.Now = PayloadRules.Without(payload, name.Name);
            _outcomes[by] = UpsertOutcome.Replaced;
        }
    }

    /// <summary>The draft of a point that is stored or was added; null if there is none.</summary>
    private Draft? Find(Guid id) =>
        _drafts.TryGetValue(id, out var draft) ? draft
        : _stored(id) is { } payload ? _drafts[id] = new Draft { Id = id, Before = payload, Now = payload }
        : null;

    private sealed class Draft
    {
        public required Guid Id { get; init; }

        public required Payload? Before { get; init; }

        public required Payload? Now { get; set; }

        public ReadOnlyMemory<float> Vector { get; set; }
    }
}
