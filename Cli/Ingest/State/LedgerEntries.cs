using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>What a ledger knows of each name, by the hash of the name. Not thread-safe.</summary>
internal sealed class LedgerEntries
{
    private readonly Dictionary<UInt128, Entry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Whether each name has the id of its image.</summary>
    public bool HaveIds => !_entries.Values.Any(entry => entry.LacksId);

    public Entry? Find(UInt128 key) => _entries.TryGetValue(key, out var entry) ? entry : null;

    public void Apply(JournalLine line, bool isSeen)
    {
        if (line.IsGone)
        {
            _entries.Remove(line.Key);
        }
        else
        {
            _entries[line.Key] = new Entry { Stamp = line.Stamp, RawId = line.Id ?? Guid.Empty, IsSeen = isSeen };
        }
    }

    /// <summary>Notes that the source shows a name; false if it is not known.</summary>
    public bool See(UInt128 key)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, key);
        if (Unsafe.IsNullRef(ref entry))
        {
            return false;
        }

        entry.IsSeen = true;
        return true;
    }

    /// <summary>Forgets what the source has shown.</summary>
    public void Unsee()
    {
        foreach (var key in _entries.Keys)
        {
            CollectionsMarshal.GetValueRefOrNullRef(_entries, key).IsSeen = false;
        }
    }

    /// <summary>Whether the source shows an image under the same name in another entry of an archive.</summary>
    public bool IsShownElsewhere(SentName name)
    {
        for (var number = 0; Find(NameHash.Of(name.Name, number)) is { } other; number++)
        {
            if (number != name.Entry && other is { IsSeen: true, Id: { } id } && id == name.Id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The lines that last said what is known of each name, out of those of a journal.</summary>
    public IEnumerable<JournalLine> LastOf(IEnumerable<JournalLine> lines)
    {
        var left = new Dictionary<UInt128, Entry>(_entries);
        return lines.Where(line =>
            !line.IsGone && left.TryGetValue(line.Key, out var entry) && entry.Stamp == line.Stamp && entry.Id == line.Id && left.Remove(line.Key));
    }

    public struct Entry
    {
        public Stamp Stamp;

        /// <summary>The id, or zeros, which take less memory than null.</summary>
        public Guid RawId;

        public bool IsSeen;

        public readonly Guid? Id => RawId == Guid.Empty ? null : RawId;

        /// <summary>Whether the image was acknowledged, but by which id is not known.</summary>
        public readonly bool LacksId => RawId == Guid.Empty && Stamp != Stamp.None;
    }
}
