using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>
/// A collection in memory. Rows and version are published together, so a search that follows a read of the version runs on that version or a later
/// one.
/// </summary>
internal sealed class Collection
{
    private readonly CollectionInfo _info;
    private volatile IReadOnlyList<string> _aliases;
    private volatile Snapshot _published;
    private long _bytes;

    public Collection(CatalogueRow row)
    {
        Key = row.Key;
        _info = row.Info;
        _aliases = _info.Aliases;
        Rows = new RowIndexWriter(_info.Dimension);
        _published = new Snapshot(Rows.Publish(), _info.Version, 0, _info.Changed);
    }

    /// <summary>Its key in the tables.</summary>
    public long Key { get; }

    /// <summary>The rows for the writer.</summary>
    public RowIndexWriter Rows { get; }

    /// <summary>The rows for readers.</summary>
    public RowIndex Index => _published.Rows;

    public CollectionInfo Info
    {
        get
        {
            var published = _published;
            return _info with
            {
                Aliases = _aliases,
                Points = published.Rows.Count,
                Version = published.Version,
                Bytes = published.Bytes,
                Changed = published.Changed,
            };
        }
    }

    /// <summary>Replaces its aliases; the caller rebuilds the catalogue that resolves them.</summary>
    public void SetAliases(IReadOnlyList<string> aliases) => _aliases = aliases;

    /// <summary>Adds a point while the store is loading.</summary>
    public void Load(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        Rows.Add(id, vector, payload);
        _bytes += payload.Bytes;
    }

    /// <summary>Applies committed changes to the rows and publishes them.</summary>
    public void Apply(IReadOnlyList<PointChange> changes, string version, DateTimeOffset changed)
    {
        foreach (var change in changes)
        {
            _bytes += change.Gain;
            if (change.After is null)
            {
                Rows.Remove(change.Id);
            }
            else if (change.Before is null)
            {
                Rows.Add(change.Id, change.Vector.Span, change.After);
            }
            else
            {
                Rows.Update(change.Id, change.After);
            }
        }

        Publish(version, changed);
    }

    public void Publish(string version, DateTimeOffset changed) => _published = new Snapshot(Rows.Publish(), version, _bytes, changed);

    private sealed record Snapshot(RowIndex Rows, string Version, long Bytes, DateTimeOffset Changed);
}
