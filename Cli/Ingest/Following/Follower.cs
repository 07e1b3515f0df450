using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;

namespace Txt2Image.Cli.Ingest.Following;

/// <summary>A source that has been added, and is followed from there on.</summary>
/// <param name="Source">The source.</param>
/// <param name="Ledger">What the server has acknowledged.</param>
/// <param name="SendAsync">Sends the images of a part of the source that are new or have changed.</param>
internal sealed record AddedSource(ISource Source, Ledger Ledger, Func<ISource, Task> SendAsync);

/// <summary>Sends what changes in a folder, until only a walk over all of it finds what has changed.</summary>
/// <param name="changes">What the system reports.</param>
/// <param name="settling">Files that may still grow.</param>
/// <param name="syncs">Whether names that vanish are to be removed.</param>
internal sealed class Follower(FolderChanges changes, Settling settling, bool syncs)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a timer takes is 49 days.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>What was sent and not taken, so that no walk finds it again before it changes.</summary>
    private readonly Dictionary<string, FileState> _tried = new(StringComparer.Ordinal);
    private bool _isSomethingGone;

    /// <summary>Follows the source until it must be walked as a whole: changes were lost, names have vanished, or it is one of archives.</summary>
    /// <param name="added">The source.</param>
    /// <param name="poll">How often the folder is walked if the system reports nothing; null if it does.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FollowAsync(AddedSource added, TimeSpan? poll, CancellationToken cancellationToken)
    {
        while (true)
        {
            await changes.WaitAsync(settling.IsEmpty ? poll ?? Long : BetweenLooks, cancellationToken);
            var set = changes.Take();
            _isSomethingGone |= set.IsSomethingGone;
            foreach (var path in set.Paths.SelectMany(FilesOf))
            {
                settling.Add(path);
            }

            if (poll is not null && settling.IsEmpty && (added.Source is not FolderSource || !Walk(added, cancellationToken)))
            {
                return;
            }

            var ready = settling.Look(StateOf);
            if (ready.Count > 0 && added.Source is FolderSource folder)
            {
                await added.SendAsync(folder.Only(ready));
                Remember(poll is null ? [] : ready);
            }

            var isOfArchives = ready.Count > 0 && (added.Source is not FolderSource || ready.Any(ArchiveNames.Have));
            if (set.IsOverflown || isOfArchives || _isSomethingGone && syncs && settling.IsEmpty)
            {
                _isSomethingGone = false;
                return;
            }
        }
    }

    private void Remember(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (StateOf(path) is { } state)
            {
                _tried[path] = state;
            }
        }
    }

    /// <summary>Finds what is new or has changed; false if names have vanished that are to be removed.</summary>
    private bool Walk(AddedSource added, CancellationToken cancellationToken)
    {
        added.Ledger.BeginWalk();
        var log = new SourceLog { Failed = (name, _, _, _) => added.Ledger.See(name), Excluded = added.Ledger.See };
        foreach (var image in added.Source.Images(log))
        {
            cancellationToken.ThrowIfCancellationRequested();
            added.Ledger.See(image.Name);
            if (added.Ledger.KnowsFile(image))
            {
                _tried.Remove(image.Path);
            }
            else if (!_tried.TryGetValue(image.Path, out var tried) || tried != new FileState(image.Length, image.Modified))
            {
                settling.Add(image.Path);
            }
        }

        return !syncs || log.IsIncomplete || added.Ledger.Unseen().All(name => added.Source.StillHolds(name.Name));
    }

    /// <summary>The images that a change is about: those of a new folder, or those that a text is the caption of.</summary>
    private static string[] FilesOf(string path)
    {
        try
        {
            if (path.EndsWith(CaptionFile.Ending, StringComparison.OrdinalIgnoreCase))
            {
                var beside = Path.ChangeExtension(Path.GetFileName(path), "*");
                return [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!, beside).Where(ImageKinds.Has)];
            }

            return Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*", Everything).Where(IsWanted)]
                : IsWanted(path) ? [path]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone again.
            return [];
        }
    }

    private static bool IsWanted(string path) => ImageKinds.Has(path) || ArchiveNames.Have(path);

    private static FileState? StateOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileState(file.Length, file.LastWriteTimeUtc.Ticks) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
