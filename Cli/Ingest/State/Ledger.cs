using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>
/// What the server has acknowledged from a source, so that a second run sends only what changed, and can say which image a changed file replaces. In
/// memory a name takes about 100 bytes (10 MB for 100,000); the names themselves are in the journal. Without a journal it knows nothing and forgets
/// everything.
/// </summary>
internal sealed class Ledger : IDisposable
{
    /// <summary>A journal with this many more lines than names is rewritten.</summary>
    private const int MaxNeedlessLines = 1_000;

    private readonly LedgerEntries _entries = new();
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
        foreach (var line in Lines)
        {
            _lines++;
            if (_isLost(line.Version!))
            {
                lost.Add(line.Key);
            }
            else
            {
                Apply(line, isSeen: false);
                lost.Remove(line.Key);
            }
        }

        (CountBefore, CountLost, _linesBefore) = (_entries.Count, lost.Count, _lines);
    }

    /// <summary>How many names it knew when the run began.</summary>
    public long CountBefore { get; }

    /// <summary>How many names are to be sent or removed again, because the server lost what it acknowledged.</summary>
    public long CountLost { get; }

    public static Ledger Empty => new(null, null, null);

    private IEnumerable<JournalLine> Lines => _journal?.Lines() ?? [];

    /// <param name="journal">What was acknowledged.</param>
    /// <param name="isLost">Whether the server has lost the write with a version; its lines do not count.</param>
    /// <param name="path">The journal's file.</param>
    /// <param name="header">Its header.</param>
    public static Ledger Of(Journal journal, Func<string, bool>? isLost, string path, JournalHeader header) =>
        new(journal, isLost, lines => journal.CloseWith(path, header, lines));

    public static Ledger ToRead(Journal? journal, Func<string, bool>? isLost) => new(journal, isLost, null);

    /// <summary>Whether an image was acknowledged as it is now.</summary>
    public bool Knows(ImageFile image) => Find(image) is { } entry && entry.Stamp == Stamp.Of(image);

    /// <summary>Whether an image was acknowledged as it is now, and with this id.</summary>
    public bool Knows(ImageFile image, Guid id) => Find(image) is { } entry && entry.Stamp == Stamp.Of(image) && entry.Id == id;

    /// <summary>Whether a file was acknowledged with these bytes, whatever its details.</summary>
    public bool KnowsFile(ImageFile image) =>
        Find(image) is { } entry && entry.Stamp.Modified == image.Modified && entry.Stamp.Length == image.Length;

    /// <summary>
    /// The image that this one replaces: what was sent before from the same file. None if the name has several entries in an archive, because their
    /// order may have changed, and one would take the name away from another.
    /// </summary>
    public Guid? ReplacedBy(ImageFile image)
    {
        lock (_gate)
        {
            var isOnly = image.Entry == 0 && _entries.Find(NameHash.Of(image.Name, 1)) is null;
            return isOnly ? _entries.Find(KeyOf(image))?.Id : null;
        }
    }

    /// <summary>How many images a part of the source had when all were acknowledged; null if that was not so, or the part has changed.</summary>
    public long? ImagesOf(SourcePart part)
    {
        lock (_gate)
        {
            return _entries.Find(NameHash.Of(part.Name)) is { } entry && entry.Stamp == StampOf(part, (long)entry.Stamp.Details)
                ? (long)entry.Stamp.Details
                : null;
        }
    }

    /// <summary>
    /// Records that all images of a part have been acknowledged, with the version after the last of all writes: if that is lost, so may they be.
    /// </summary>
    public void Acknowledge(SourcePart part) => Write([JournalLine.Of(part.Name, StampOf(part, part.Images)) with { Version = _version }]);

    /// <summary>Notes that the source still has this name, in whichever entries.</summary>
    public void See(string name)
    {
        lock (_gate)
        {
            var entry = 0;
            while (_entries.See(NameHash.Of(name, entry)))
            {
                entry++;
            }
        }
    }

    /// <summary>Notes that the source still has this image.</summary>
    public void See(ImageFile image)
    {
        lock (_gate)
        {
            _entries.See(KeyOf(image));
        }
    }

    /// <summary>
    /// Claims nothing of these images until the server has acknowledged them again. Called before a request that changes them: if its answer, or the
    /// line about it, is lost with the process or the power, the next run does not trust what was acknowledged before.
    /// </summary>
    public void Suspend(IEnumerable<ImageFile> images) => Suspend(images.Select(image => (image.Name, image.Entry)));

    /// <summary>The same for names that are about to be removed.</summary>
    public void Suspend(IEnumerable<SentName> names) => Suspend(names.Select(name => (name.Name, name.Entry)));

    /// <summary>Records that the server has acknowledged these, with the collection's version afterwards, if it told one.</summary>
    public void Acknowledge(IEnumerable<(ImageFile Image, Guid? Id)> images, string? version) =>
        Write([.. images.Select(one => JournalLine.Of(one.Image, one.Id) with { Version = version })]);

    public void Remove(IEnumerable<SentName> names, string? version) =>
        Write([.. names.Select(name => JournalLine.Gone(name) with { Version = version })]);

    /// <summary>Records the ids of names that were known without one, as the server has them at a version.</summary>
    public void Identify(IEnumerable<SentName> names, string? version)
    {
        lock (_gate)
        {
            var lines = names.Select(name =>
                JournalLine.Of(name.Name, _entries.Find(NameHash.Of(name.Name, name.Entry))!.Value.Stamp) with
                {
                    Entry = name.Entry,
                    Id = name.Id,
                    Version = version,
                });
            Write([.. lines], isSeen: false);
        }
    }

    /// <summary>The names that the source did not show this time, and that are not shown for the same image in another entry.</summary>
    public IReadOnlyList<SentName> Unseen() =>
        [.. Select(entry => !entry.IsSeen).Select(found => found.Name).Where(name => !_entries.IsShownElsewhere(name))];

    /// <summary>The names that are known without an id, with the lengths of their images: an earlier version of this program recorded them.</summary>
    public IReadOnlyList<(SentName Name, long Length)> WithoutId() =>
        _entries.HaveIds ? [] :
        [
            .. Select(entry => entry.LacksId)
                .Where(found => !SourcePart.IsNamed(found.Name.Name)).Select(found => (found.Name, found.Entry.Stamp.Length)),
        ];

    /// <summary>Begins to note anew what the source still has.</summary>
    public void BeginWalk()
    {
        lock (_gate)
        {
            _entries.Unsee();
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
            // What this run wrote may have a version that the server's history did not have when the run began.
            var trusted = Lines.Where((line, number) => number >= _linesBefore || !_isLost(line.Version!));
            _rewrite(_entries.LastOf(trusted));
        }

        _journal.Dispose();
    }

    private static UInt128 KeyOf(ImageFile image) => NameHash.Of(image.Name, image.Entry);

    private LedgerEntries.Entry? Find(ImageFile image)
    {
        lock (_gate)
        {
            return _entries.Find(KeyOf(image));
        }
    }

    private List<(SentName Name, LedgerEntries.Entry Entry)> Select(Func<LedgerEntries.Entry, bool> isWanted)
    {
        lock (_gate)
        {
            var found = new HashSet<UInt128>();
            List<(SentName, LedgerEntries.Entry)> names = [];
            foreach (var line in Lines)
            {
                if (_entries.Find(line.Key) is { } entry && isWanted(entry) && found.Add(line.Key))
                {
                    names.Add((new SentName(line.Name, line.Entry, entry.Id), entry));
                }
            }

            return names;
        }
    }

    /// <summary>Suspends names of which something is claimed. Their ids stay: a file that is sent again replaces what was there before.</summary>
    private void Suspend(IEnumerable<(string Name, int Entry)> names)
    {
        lock (_gate)
        {
            var claimed =
                from name in names
                let entry = _entries.Find(NameHash.Of(name.Name, name.Entry))
                where entry is { } known && known.Stamp != Stamp.None
                select JournalLine.Suspended(name.Name) with { Entry = name.Entry, Id = entry.Value.Id };
            Write([.. claimed], flush: true);
        }
    }

    /// <summary>Writes lines and applies them. What was opened to be read only is changed in memory only.</summary>
    private void Write(IReadOnlyCollection<JournalLine> lines, bool flush = false, bool isSeen = true)
    {
        lock (_gate)
        {
            if (_journal is null || lines.Count == 0)
            {
                return;
            }

            if (_rewrite is not null)
            {
                Append(_journal, lines, flush);
            }

            foreach (var line in lines)
            {
                _lines++;
                Apply(line, isSeen);
            }
        }
    }

    private void Apply(JournalLine line, bool isSeen)
    {
        _version = line.Version is { Length: > 0 } ? line.Version : _version;
        _entries.Apply(line, isSeen);
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
}
