namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// The images of a folder and of all folders in it. Hidden files and folders are skipped, those of other programs are left out, and so are linked
/// folders, unless links are followed.
/// </summary>
internal sealed class FolderSource(string path, NameFilter filter, bool followLinks, string? identity = null) : ISource
{
    /// <summary>What .NET reports of an entry that is not there under its name.</summary>
    private const FileAttributes Missing = (FileAttributes)(-1);

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
                if (IsLeftOut(entry, log) || Scope?.Reaches(NameOf(entry)) == false)
                {
                    continue;
                }

                if (entry is DirectoryInfo below)
                {
                    if (Guard(below, log, () => IsEntered(below, links, log)))
                    {
                        folders.Push(below);
                    }
                }
                else if (Guard(entry, log, () => Find((FileInfo)entry, log)) is { } image)
                {
                    yield return image;
                }
            }
        }
    }

    private bool IsLeftOut(FileSystemInfo entry, SourceLog log)
    {
        if (ServiceFolders.Find(entry.Name) is not { } name)
        {
            return entry.Name.StartsWith('.');
        }

        if (!filter.TakesServiceFolders && (entry is DirectoryInfo || ImageKinds.Has(entry.Name)))
        {
            log.LeftOut.Add(name, entry.FullName);
        }

        return !filter.TakesServiceFolders;
    }

    private bool IsEntered(DirectoryInfo folder, LinkTrail links, SourceLog log)
    {
        if (filter.ExcludesFolder(NameOf(folder)) || IsHidden(folder) || folder.LinkTarget is not null && !followLinks)
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

        // Some file systems do not say what an entry is. Under a name that cannot be read, one without an extension may be a folder.
        var mayBeFolder = FileFinder.IsNotUtf8(file.Name) && !Path.HasExtension(file.Name);
        if (!ImageKinds.Has(file.Name) && !mayBeFolder)
        {
            log.Others++;
            if (!filter.Excludes(name))
            {
                log.Other?.Invoke(name, file.FullName, filter.Takes(name));
            }
            log.Archives += ArchiveNames.Have(file.Name) ? 1 : 0;
        }
        else if (!filter.Takes(name))
        {
            log.Excluded?.Invoke(name);
        }
        else if (!IsHidden(file))
        {
            return FileFinder.Find(file, name, log);
        }

        return null;
    }

    /// <exception cref="IOException">The entry's metadata cannot be read.</exception>
    private static bool IsHidden(FileSystemInfo entry) => entry.Attributes switch
    {
        Missing => throw new IOException(FileFinder.IsNotUtf8(entry.Name) ? FileFinder.NotUtf8 : "it disappeared while its folder was read"),
        var attributes => attributes.HasFlag(FileAttributes.Hidden) && ServiceFolders.Find(entry.Name) is null,
    };

    private IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder, SourceLog log)
    {
        using var entries = Guard(folder, log, () => folder.EnumerateFileSystemInfos().GetEnumerator());
        while (entries is not null && Guard(folder, log, entries.MoveNext))
        {
            yield return entries.Current;
        }
    }

    /// <summary>Reads something of a folder or file. If that fails, it is reported, and it is not known what vanished from the source.</summary>
    private T? Guard<T>(FileSystemInfo entry, SourceLog log, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.IsIncomplete = true;
            log.Failed?.Invoke(entry == _root ? entry.Name : NameOf(entry), entry.FullName, FailureCode.Unreadable, exception.Message);
            return default;
        }
    }

    private string NameOf(FileSystemInfo entry) => Path.GetRelativePath(_root.FullName, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
}
