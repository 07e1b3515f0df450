namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>A folder: its changes are entries that appear, disappear or get another name.</summary>
internal sealed class DiskFolder : DiskNode
{
    private readonly Dictionary<string, DiskNode> _now = new(StringComparer.Ordinal);
    private readonly List<(string Name, DiskNode? Node, string? Gone)> _changes = [];
    private readonly HashSet<DiskNode> _nodes = [];

    public DiskNode? Find(string name) => _now.GetValueOrDefault(name);

    public void Add(string name, DiskNode node, int call) => Change((name, node, null), call);

    public void Remove(string name, int call) => Change((name, null, null), call);

    /// <summary>Gives an entry another name in one step, in place of the one that has it.</summary>
    public void Rename(string from, string to, int call) => Change((to, _now[from], from), call);

    public Dictionary<string, DiskNode> After(Outage outage)
    {
        Dictionary<string, DiskNode> left = new(StringComparer.Ordinal);
        _changes.GetRange(0, outage.Kept(Durable, All)).ForEach(change => Apply(left, change));
        return left;
    }

    public override void Restart()
    {
        base.Restart();
        foreach (var node in _nodes)
        {
            node.Restart();
        }
    }

    private void Change((string Name, DiskNode? Node, string? Gone) change, int call)
    {
        Note(call);
        _changes.Add(change);
        Apply(_now, change);
        if (change.Node is { } node)
        {
            _nodes.Add(node);
        }
    }

    private static void Apply(Dictionary<string, DiskNode> entries, (string Name, DiskNode? Node, string? Gone) change)
    {
        if (change.Gone is { } gone)
        {
            entries.Remove(gone);
        }

        if (change.Node is { } node)
        {
            entries[change.Name] = node;
        }
        else
        {
            entries.Remove(change.Name);
        }
    }
}
