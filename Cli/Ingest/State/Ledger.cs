using System.Runtime.InteropServices;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>
/// What the server has acknowledged from a source, so that a second run sends only what changed. In memory a name takes about 80 bytes
/// (8 MB for 100,000); the names themselves are in the journal. Without a journal it knows nothing and forgets everything.
/// </summary>
internal sealed class Ledger : IDisposable
{
    /// <summary>A journal with this many more lines than names is rewritten.</summary>
    private const int MaxNeedlessLines = 1_000;

    private readonly Dictionary<UInt128, Entry> _entries = [];
    private readonly Lock _gate = new();
    private readonly Journal? _journal;
    private readonly Action<IEnumerable<JournalLine>>? _rewrite;
    private long _lines;

    private Ledger(Journal? journal, Action<IEnumerable<JournalLine>>? rewrite)
    {
        (_journal, _rewrite) = (journal, rewrite);
        foreach (var line in journal?.Lines() ?? [])
        {
            Apply(line);
        }

        CountBefore = _entries.Count;
    }

    /// <summary>How many names it knew when the run began.</summary>
    public long CountBefore { get; }

    public static Ledger Empty => new(null, null);

    public static Ledger Of(Journal journal, string path, JournalHeader header) => new(journal, lines => journal.CloseWith(path, header, lines));

    public static Ledger ToRead(Journal? journal) => new(journal, null);

    /// <summary>Whether an image was acknowledged as it is now.</summary>
    public bool Knows(string name, Stamp stamp)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(NameHash.Of(name), out var entry) && entry.Stamp == stamp;
        }
    }

    /// <summary>Whether a file was acknowledged with these bytes, whatever its details.</summary>
    public bool KnowsFile(ImageFile image)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(NameHash.Of(image.Name), out var entry)
                && entry.Stamp.Modified == image.Modified
                && entry.Stamp.Length == image.Length;
        }
    }

    /// <summary>Notes that the source still has this name.</summary>
    public void See(string name)
    {
        lock (_gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, NameHash.Of(name));
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref entry))
            {
                entry.IsSeen = true;
            }
        }
    }

    /// <summary>
    /// Claims nothing of these names until the server has acknowledged them again or removed them. Called before a request that changes them: if
    /// its answer, or the line about it, is lost with the process or the power, the next run does not trust what was acknowledged before.
    /// </summary>
    public void Suspend(IEnumerable<string> names)
    {
        lock (_gate)
        {
            Write([.. names.Where(IsClaimed).Select(JournalLine.Suspended)], flush: true);
        }
    }

    /// <summary>Records that the server has acknowledged these.</summary>
    public void Acknowledge(IReadOnlyCollection<ImageFile> images) =>
        Write([.. images.Select(image => JournalLine.Of(image.Name, Stamp.Of(image)))]);

    public void Remove(IReadOnlyCollection<string> names) => Write([.. names.Select(JournalLine.Gone)]);

    /// <summary>The names that the source did not show this time.</summary>
    public IReadOnlyList<string> Unseen()
    {
        lock (_gate)
        {
            var found = new HashSet<UInt128>();
            return [.. (_journal?.Lines() ?? []).Select(line => line.Name).Where(name => IsUnseen(NameHash.Of(name), found))];
        }
    }

    public void Dispose()
    {
        if (_journal is null)
        {
            return;
        }

        if (_rewrite is not null && _lines > 2L * _entries.Count + MaxNeedlessLines)
        {
            _rewrite(LastLines());
        }

        _journal.Dispose();
    }

    private bool IsClaimed(string name) => _entries.TryGetValue(NameHash.Of(name), out var entry) && entry.Stamp != JournalLine.Suspended(name).Stamp;

    private bool IsUnseen(UInt128 name, HashSet<UInt128> found) => _entries.TryGetValue(name, out var entry) && !entry.IsSeen && found.Add(name);

    private IEnumerable<JournalLine> LastLines()
    {
        var left = new Dictionary<UInt128, Entry>(_entries);
        foreach (var line in _journal!.Lines())
        {
            var name = NameHash.Of(line.Name);
            if (!line.IsGone && left.TryGetValue(name, out var entry) && entry.Stamp == line.Stamp && left.Remove(name))
            {
                yield return line;
            }
        }
    }

    private void Write(IReadOnlyCollection<JournalLine> lines, bool flush = false)
    {
        lock (_gate)
        {
            if (_journal is null || lines.Count == 0)
            {
                return;
            }

            Append(_journal, lines, flush);
            foreach (var line in lines)
            {
                Apply(line, isSeen: true);
            }
        }
    }

    private static void Append(Journal journal, IReadOnlyCollection<JournalLine> lines, bool flush)
    {
        try
        {
            journal.Append(lines.Select(line => line.Write()), flush);
        }
        catch (IOException exception)
        {
            throw new RunFailedException(
                $"the state cannot be written any more ({exception.Message.TrimEnd('.')}): free some disk space, or continue with --no-state");
        }
    }

    private void Apply(JournalLine line, bool isSeen = false)
    {
        _lines++;
        if (line.IsGone)
        {
            _entries.Remove(NameHash.Of(line.Name));
        }
        else
        {
            _entries[NameHash.Of(line.Name)] = new Entry { Stamp = line.Stamp, IsSeen = isSeen };
        }
    }

    private struct Entry
    {
        public Stamp Stamp;
        public bool IsSeen;
    }
}
