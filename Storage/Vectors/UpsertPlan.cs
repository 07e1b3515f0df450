namespace Txt2Image.Storage.Vectors;

/// <summary>
/// Plans the changes of an upsert, point by point in the given order, before anything is written. An existing point keeps its vector and the
/// picture's size, because its bytes determine them.
/// </summary>
/// <param name="stored">Returns the payload of a stored point, or null.</param>
/// <param name="holdersOf">Returns the stored points that have a name: none or one; several only if a write was interrupted.</param>
internal sealed class UpsertPlan(Func<Guid, Payload?> stored, Func<string, IReadOnlyList<Guid>> holdersOf)
{
    private readonly Dictionary<Guid, Draft> _drafts = [];
    private readonly Dictionary<string, Guid> _owners = new(StringComparer.Ordinal);
    private readonly List<UpsertOutcome> _outcomes = [];

    public IReadOnlyList<UpsertOutcome> Outcomes => _outcomes;

    /// <summary>The points that are deleted because others took all their names.</summary>
    public IReadOnlyList<Guid> Orphans => [.. _drafts.Values.Where(draft => draft.Now is null).Select(draft => draft.Id)];

    public IReadOnlyList<PointChange> Changes =>
    [
        .. _drafts.Values
            .Where(draft => !ReferenceEquals(draft.Now, draft.Before))
            .Select(draft => new PointChange(draft.Id, draft.Before, draft.Now, draft.Vector)),
    ];

    public void Add(Point point)
    {
        var draft = DraftOf(point.Id);
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
            Move(name, point.Id);
        }
    }

    private void Move(string name, Guid id)
    {
        var holders = _owners.TryGetValue(name, out var owner) ? [owner] : holdersOf(name);
        _owners[name] = id;
        foreach (var holder in holders.Where(holder => holder != id))
        {
            var loser = DraftOf(holder);
            if (loser.Now is { } payload)
            {
                loser.Now = PayloadRules.Without(payload, name);
            }
        }
    }

    private Draft DraftOf(Guid id)
    {
        if (!_drafts.TryGetValue(id, out var draft))
        {
            _drafts[id] = draft = new Draft { Id = id, Before = stored(id), Now = stored(id) };
        }

        return draft;
    }

    private sealed class Draft
    {
        public required Guid Id { get; init; }

        public required Payload? Before { get; init; }

        public required Payload? Now { get; set; }

        public ReadOnlyMemory<float> Vector { get; set; }
    }
}
