using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>A collection in memory. Rows and version are published together: who reads a version and then searches, searches that or a later one.</summary>
internal sealed class Collection
{
    private readonly CollectionInfo _info;
    private volatile Snapshot _published;

    public Collection(CatalogueRow row)
    {
        Key = row.Key;
        _info = row.Info;
        Rows = new RowIndexWriter(_info.Dimension);
        _published = new Snapshot(Rows.Publish(), _info.Version);
    }

    /// <summary>Its key in the tables.</summary>
    public long Key { get; }

    /// <summary>The rows, for the one who writes.</summary>
    public RowIndexWriter Rows { get; }

    /// <summary>The rows, for all who read.</summary>
    public RowIndex Index => _published.Rows;

    public CollectionInfo Info
    {
        get
        {
            var published = _published;
            return _info with { Points = published.Rows.Count, Version = published.Version };
        }
    }

    /// <summary>Takes what has been committed into the rows, and shows it.</summary>
    public void Apply(IReadOnlyList<PointChange> changes, string version)
    {
        foreach (var change in changes)
        {
            if (change.After is null)
                Rows.Remove(change.Id);
            else if (change.Before is null)
                Rows.Add(change.Id, change.Vector.Span, change.After);
            else
                Rows.Update(change.Id, change.After);
        }

        Publish(version);
    }

    public void Publish(string version) => _published = new Snapshot(Rows.Publish(), version);

    private sealed record Snapshot(RowIndex Rows, string Version);
}
