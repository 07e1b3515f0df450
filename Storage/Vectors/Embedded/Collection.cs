using Txt2Image.Storage.Vectors.Embedded.Mapped;
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
    private bool _hasWritten;

    public Collection(CatalogueRow row, int blockRows)
    {
        Key = row.Key;
        _info = row.Info;
        _aliases = _info.Aliases;
        Rows = new RowIndexWriter(_info.Dimension, blockRows);
        Scans = new ScanQueue(() => Index);
        _published = new Snapshot(Rows.Publish(), new Written(_info.History, _info.Version, _info.Changed), 0);
    }

    private Collection(Collection other, CollectionInfo info)
    {
        Key = other.Key;
        _info = info;
        _aliases = info.Aliases;
        Rows = other.Rows;
        Scans = new ScanQueue(() => Index);
        _bytes = other._bytes;
        _hasWritten = other._hasWritten;
        _published = new Snapshot(other._published.Rows, new Written(info.History, info.Version, info.Changed), other._bytes);
    }

    /// <summary>Its key in the tables.</summary>
    public long Key { get; }

    /// <summary>The rows for the writer.</summary>
    public RowIndexWriter Rows { get; }

    /// <summary>The rows for readers.</summary>
    public RowIndex Index => _published.Rows;

    /// <summary>The searches of the rows.</summary>
    public ScanQueue Scans { get; }

    public CollectionInfo Info
    {
        get
        {
            var published = _published;
            return _info with
            {
                Aliases = _aliases,
                Points = published.Rows.Count,
                Version = published.Last.Version,
                Bytes = published.Bytes,
                Changed = published.Last.Changed,
                History = published.Last.History,
            };
        }
    }

    /// <summary>Replaces its aliases; the caller rebuilds the catalogue that resolves them.</summary>
    public void SetAliases(IReadOnlyList<string> aliases) => _aliases = aliases;

    /// <summary>The same rows under another name, for a new catalogue; this one is not written any more.</summary>
    public Collection Renamed(CollectionInfo info) => new(this, info);

    /// <summary>Adds a point while the store is loading.</summary>
    public void Load(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        Rows.Add(id, vector, payload);
        _bytes += payload.Bytes;
    }

    /// <summary>Adds blocks of points from files while the store is loading.</summary>
    /// <param name="files">The files, and the rows of each that are not deleted.</param>
    /// <param name="originalBytes">The total length of these points' originals.</param>
    public void Load(IEnumerable<(SegmentFile File, ulong[] Live)> files, long originalBytes)
    {
        foreach (var (file, live) in files)
        {
            Rows.Add(file.Block, file.Codes, live, file.Read);
        }

        _bytes += originalBytes;
    }

    /// <summary>Removes a point, if it is there, while the store is loading.</summary>
    public void Unload(Guid id)
    {
        _bytes -= Rows.Find(id)?.Bytes ?? 0;
        Rows.Remove(id);
    }

    /// <summary>What the next write is recorded as.</summary>
    public Written NextWrite(DateTimeOffset now)
    {
        var (history, version) = _published.Last.History.Next(_published.Last.Version, _hasWritten ? _published.Last.Version : null);
        return new Written(history, version, now);
    }

    /// <summary>Applies committed changes to the rows and publishes them.</summary>
    public void Apply(IReadOnlyList<PointChange> changes, Written written)
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

        _hasWritten = true;
        Publish(written);
    }

    /// <summary>Publishes rows that were loaded, or are the same at another place.</summary>
    public void Publish() => Publish(_published.Last);

    private void Publish(Written written) => _published = new Snapshot(Rows.Publish(), written, _bytes);

    private sealed record Snapshot(RowIndex Rows, Written Last, long Bytes);
}

/// <summary>The last write of a collection.</summary>
internal sealed record Written(WriteHistory History, string Version, DateTimeOffset Changed);
