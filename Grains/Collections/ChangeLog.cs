namespace Txt2Image.Grains.Collections;

/// <summary>
/// The last writes of a collection, from the first time that somebody asks for them. It is not durable: after a failed write, whose effect is not
/// known, and in another activation it begins anew.
/// </summary>
internal sealed class ChangeLog
{
    /// <summary>The most images that it remembers: a few megabytes.</summary>
    private const int MostIds = 100_000;

    private readonly Queue<WriteNote> _notes = new();
    private string? _start;
    private int _ids;

    /// <summary>The version of the last write that it knows; null while it is not recording.</summary>
    public string? Version { get; private set; }

    /// <summary>Begins to record after a version.</summary>
    public void Begin(string version)
    {
        Stop();
        _start = Version = version;
    }

    /// <summary>Forgets everything: a write has had an unknown effect.</summary>
    public void Stop()
    {
        _notes.Clear();
        _ids = 0;
        _start = Version = null;
    }

    /// <summary>Records a write, if it is recording.</summary>
    public void Add(WriteNote note)
    {
        if (Version is null || note == WriteNote.Nothing)
        {
            return;
        }

        _notes.Enqueue(note);
        Version = note.Version;
        _ids += note.Ids.Count + 1;
        while (_ids > MostIds)
        {
            var oldest = _notes.Dequeue();
            _ids -= oldest.Ids.Count + 1;
            _start = oldest.Version;
        }
    }

    /// <summary>The images of all writes after a version, each once; null if they are not known.</summary>
    public IReadOnlyCollection<Guid>? Since(string version) => After(version)?.SelectMany(note => note.Ids).ToHashSet();

    /// <summary>The images that were added after a version, each once, in order; null if they are not known.</summary>
    public IReadOnlyList<Guid>? AddedSince(string version) => After(version)?.SelectMany(note => note.Added).Distinct().ToList();

    private IEnumerable<WriteNote>? After(string version)
    {
        if (Version is null)
        {
            return null;
        }

        var later = version == _start ? _notes : _notes.SkipWhile(note => note.Version != version).Skip(1);
        var isKnown = version == _start || _notes.Any(note => note.Version == version);
        return isKnown ? later : null;
    }
}
