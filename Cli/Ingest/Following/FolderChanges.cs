namespace Txt2Image.Cli.Ingest.Following;

/// <summary>What has changed in a folder since it was last asked.</summary>
/// <param name="Paths">Files and folders that are new or have changed.</param>
/// <param name="IsSomethingGone">Whether something was deleted or moved away.</param>
/// <param name="IsOverflown">Whether changes were lost: only a walk finds them.</param>
internal sealed record ChangeSet(IReadOnlyCollection<string> Paths, bool IsSomethingGone, bool IsOverflown);

/// <summary>Collects the changes that a system reports, and wakes who waits for them. The system reports on threads of its own.</summary>
internal sealed class FolderChanges(TimeProvider time)
{
    /// <summary>More than this many changes at once are found faster by a walk.</summary>
    private const int MaxPaths = 100_000;

    private readonly Lock _gate = new();
    private HashSet<string> _paths = new(StringComparer.Ordinal);
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSomethingGone;
    private bool _isOverflown;

    public void Change(string path) => Note(() =>
    {
        if (_paths.Count < MaxPaths)
        {
            _paths.Add(path);
        }
        else
        {
            _isOverflown = true;
        }
    });

    public void Remove() => Note(() => _isSomethingGone = true);

    /// <summary>Notes that changes were lost.</summary>
    public void Overflow() => Note(() => _isOverflown = true);

    /// <summary>Waits until there are changes, for at most this long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task signal;
        lock (_gate)
        {
            signal = _signal.Task;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(signal, Task.Delay(atMost, time, end.Token));
        await end.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The changes since the last call.</summary>
    public ChangeSet Take()
    {
        lock (_gate)
        {
            var set = new ChangeSet(_paths, _isSomethingGone, _isOverflown);
            (_paths, _isSomethingGone, _isOverflown) = (new(StringComparer.Ordinal), false, false);
            if (_signal.Task.IsCompleted)
            {
                _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return set;
        }
    }

    private void Note(Action note)
    {
        lock (_gate)
        {
            note();
            _signal.TrySetResult();
        }
    }
}
