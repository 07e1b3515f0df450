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
    private readonly Func<string, bool> _isLost;
    private readonly long _linesBefore;
    private long _lines;
    private string? _version;

    private Ledger(Journal? journal, Func<string, bool>? isLost, Action<IEnumerable<JournalLine>>? rewrite)
    {
        (_journal, _isLost, _rewrite) = (journal, isLost ?? (_ => false), rewrite);
        var lost = new HashSet<UInt128>();
        foreach (var line in journal?.Lines() ?? [])
        {
            if (_isLost(line.Version!))
            {
                _lines++;
                lost.Add(NameHash.Of(line.Name));
            }
            else
            {
                Apply(line);
                lost.Remove(NameHash.Of(line.Name));
            }
        }

        (CountBefore, CountLost, _linesBefore) = (_entries.Count, lost.Count, _lines);
    }

    /// <summary>How many names it knew when the run began.</summary>
    public long CountBefore { get; }

    /// <summary>How many names are to be sent or removed again, because the server lost what it acknowledged.</summary>
    public long CountLost { get; }

    public static Ledger Empty => new(null, null, null);

    /// <param name="journal">What was acknowledged.</param>
    /// <param name="isLost">Whether the server has lost the write with a version; its lines do not count.</param>
    /// <param name="path">The journal's file.</param>
    /// <param name="header">Its header.</param>
    public static Ledger Of(Journal journal, Func<string, bool>? isLost, string path, JournalHeader header) =>
        new(journal, isLost, lines => journal.CloseWith(path, header, lines));

    public static Ledger ToRead(Journal? journal, Func<string, bool>? isLost) => new(journal, isLost, null);

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

    /// <summary>How many images a part of the source had when all were acknowledged; null if that was not so, or the part has changed.</summary>
    public long? ImagesOf(SourcePart part)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(NameHash.Of(part.Name), out var entry) && entry.Stamp == StampOf(part, (long)entry.Stamp.Details)
                ? (long)entry.Stamp.Details
                : null;
        }
    }

    /// <summary>
    /// Records that all images of a part have been acknowledged, with the version after the last of all writes: if that is lost, so may they be.
    /// </summary>
    public void Acknowledge(SourcePart part) => Write([JournalLine.Of(part.Name, StampOf(part, part.Images)) with { Version = _version }]);

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

    /// <summary>Records that the server has acknowledged these, with the collection's version afterwards, if it told one.</summary>
    public void Acknowledge(IReadOnlyCollection<ImageFile> images, string? version) =>
        Write([.. images.Select(image => JournalLine.Of(image.Name, Stamp.Of(image)) with { Version = version })]);

    public void Remove(IReadOnlyCollection<string> names, string? version) =>
        Write([.. names.Select(name => JournalLine.Gone(name) with { Version = version })]);

    /// <summary>The names that the source did not show this time.</summary>
    public IReadOnlyList<string> Unseen()
    {
        lock (_gate)
        {
            var found = new HashSet<UInt128>();
            return [.. (_journal?.Lines() ?? []).Select(line => line.Name).Where(name => IsUnseen(NameHash.Of(name), found))];
        }
    }

    /// <summary>Begins to note anew what the source still has.</summary>
    public void BeginWalk()
    {
        lock (_gate)
        {
            foreach (var name in _entries.Keys)
            {
                CollectionsMarshal.GetValueRefOrNullRef(_entries, name).IsSeen = false;
            }
        }
    }

    public void Dispose()
    {
        if (_journal is null)
        {
            return;
        }

        // Lines that were lost are left out, so that the next run does not speak of them again.
        if (_rewrite is not null && (CountLost > 0 || _lines > 2L * _entries.Count + MaxNeedlessLines))
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
        foreach (var (line, number) in _journal!.Lines().Select((line, number) => (line, number)))
        {
            // What this run wrote may have a version that the server's history did not have when the run began.
            var name = NameHash.Of(line.Name);
            var isLost = number < _linesBefore && _isLost(line.Version!);
            if (!line.IsGone && !isLost && left.TryGetValue(name, out var entry) && entry.Stamp == line.Stamp && left.Remove(name))
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
            journal.Append(lines, flush);
        }
        catch (IOException exception)
        {
            throw new RunFailedException(
                $"the state cannot be written any more ({exception.Message.TrimEnd('.')}): free some disk space, or continue with --no-state");
        }
    }

    private static Stamp StampOf(SourcePart part, long images) => new(part.Modified, part.Length, (ulong)images);

    private void Apply(JournalLine line, bool isSeen = false)
    {
        _lines++;
        _version = line.Version is { Length: > 0 } ? line.Version : _version;
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
