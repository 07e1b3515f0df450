namespace Txt2Image.Cli.Ingest.Following;

/// <summary>The size and the time of a file's last change, in ticks.</summary>
internal readonly record struct FileState(long Length, long Modified);

/// <summary>
/// Files that have changed, until they have stopped growing: size and time must stay the same for a moment between two looks. How the clocks of the
/// file system and of this machine differ does not matter.
/// </summary>
internal sealed class Settling(TimeProvider time)
{
    /// <summary>How long a file must stay as it is.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    public bool IsEmpty => _waiting.Count == 0;

    public void Add(string path) => _waiting.TryAdd(path, new Waiting(null, time.GetTimestamp()));

    /// <summary>Looks at each file, and takes out those that have stayed the same for a moment, and those that are gone.</summary>
    /// <param name="read">The state of a file; null if it is gone.</param>
    /// <returns>The files that have stopped growing.</returns>
    public IReadOnlyList<string> Look(Func<string, FileState?> read)
    {
        var ready = new List<string>();
        foreach (var (path, before) in _waiting.ToArray())
        {
            var now = read(path);
            if (now is null)
            {
                _waiting.Remove(path);
            }
            else if (now != before.State)
            {
                _waiting[path] = new Waiting(now, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(before.Since) >= Moment)
            {
                _waiting.Remove(path);
                ready.Add(path);
            }
        }

        return ready;
    }

    private readonly record struct Waiting(FileState? State, long Since);
}
