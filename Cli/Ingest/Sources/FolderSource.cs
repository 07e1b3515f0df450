namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// The images of a folder and of all folders in it. Hidden files and folders are skipped, and so are linked folders, unless links are followed.
/// </summary>
internal sealed class FolderSource(string path, NameFilter filter, bool followLinks, string? identity = null) : ISource
{
    private readonly DirectoryInfo _root = new(path);

    public string Identity => identity ?? _root.FullName;

    public bool IsCountable => true;

    public bool IsWhole => true;

    /// <summary>The files that alone are wanted; null for all.</summary>
    public WalkScope? Scope { get; init; }

    /// <summary>The same source, limited to these files.</summary>
    public FolderSource Only(IEnumerable<string> paths) => new(path, filter, followLinks, identity)
    {
        Scope = new WalkScope(paths.Select(one => Path.GetRelativePath(_root.FullName, one).Replace(Path.DirectorySeparatorChar, '/'))),
    };

    public bool StillHolds(string name) => Path.Exists(Path.Combine(_root.FullName, name));

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        var links = new LinkTrail();
        var folders = new Stack<DirectoryInfo>([_root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(folder, log))
            {
                if (entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden)
                    || Scope?.Reaches(NameOf(entry)) == false)
                {
                    continue;
                }

                if (entry is DirectoryInfo below)
                {
                    if (IsEntered(below, links, log))
                    {
                        folders.Push(below);
                    }
                }
                else if (Find((FileInfo)entry, log) is { } image)
                {
                    yield return image;
                }
            }
        }
    }

    private bool IsEntered(DirectoryInfo folder, LinkTrail links, SourceLog log)
    {
        if (filter.ExcludesFolder(NameOf(folder)) || folder.LinkTarget is not null && !followLinks)
        {
            return false;
        }

        if (folder.LinkTarget is null || links.Enters(folder))
        {
            return true;
        }

        log.Circles++;
        return false;
    }

    private DiskFile? Find(FileInfo file, SourceLog log)
    {
        var name = NameOf(file);
        if (!ImageKinds.Has(file.Name))
        {
            log.Others++;
            log.Archives += ArchiveNames.Have(file.Name) ? 1 : 0;
        }
        else if (!filter.Takes(name))
        {
            log.Excluded?.Invoke(name);
        }
        else
        {
            return FileFinder.Find(file, name, log);
        }

        return null;
    }

    private IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder, SourceLog log)
    {
        using var entries = Guard(folder, log, () => folder.EnumerateFileSystemInfos().GetEnumerator());
        while (entries is not null && Guard(folder, log, entries.MoveNext))
        {
            yield return entries.Current;
        }
    }

    private T? Guard<T>(DirectoryInfo folder, SourceLog log, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.IsIncomplete = true;
            log.Failed?.Invoke(folder == _root ? folder.Name : NameOf(folder), folder.FullName, FailureCode.Unreadable, exception.Message);
            return default;
        }
    }

    private string NameOf(FileSystemInfo entry) => Path.GetRelativePath(_root.FullName, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
}
