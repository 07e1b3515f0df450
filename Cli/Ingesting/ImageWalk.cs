namespace Txt2Image.Cli.Ingesting;

/// <summary>
/// The images at a path, found one by one as they are asked for, so that a folder of any size takes little memory. Hidden files
/// and folders are passed over, and linked folders too (they may lead round in circles).
/// </summary>
internal sealed class ImageWalk(string path)
{
    /// <summary>Files that are no images by their endings.</summary>
    public long Others { get; private set; }

    /// <summary>Told of each folder and file that cannot be looked at.</summary>
    public Action<string, string>? Unreadable { get; init; }

    public IEnumerable<ImageFile> Files()
    {
        if (File.Exists(path))
            return OneFile();
        return FilesBelow(new DirectoryInfo(path));
    }

    /// <summary>How many images there are, counted by a walk of its own.</summary>
    public static long Count(string path, CancellationToken cancel)
    {
        var count = 0L;
        foreach (var _ in new ImageWalk(path).Files())
        {
            cancel.ThrowIfCancellationRequested();
            count++;
        }

        return count;
    }

    private IEnumerable<ImageFile> OneFile() => Open(new FileInfo(path), Path.GetFileName(path)) is { } file ? [file] : [];

    private IEnumerable<ImageFile> FilesBelow(DirectoryInfo root)
    {
        var folders = new Stack<DirectoryInfo>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(folder, root))
            {
                if (entry.Name.StartsWith('.') || entry.Attributes.HasFlag(FileAttributes.Hidden))
                    continue;
                if (entry is DirectoryInfo below)
                {
                    if (below.LinkTarget is null)
                        folders.Push(below);
                }
                else if (!ImageKinds.Has(entry.Name))
                {
                    Others++;
                }
                else if (Open((FileInfo)entry, NameOf(entry, root)) is { } file)
                {
                    yield return file;
                }
            }
        }
    }

    private IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder, DirectoryInfo root)
    {
        using var entries = Guard(folder, root, () => folder.EnumerateFileSystemInfos().GetEnumerator());
        while (entries is not null && Guard(folder, root, () => entries.MoveNext()))
            yield return entries.Current;
    }

    private T? Guard<T>(DirectoryInfo folder, DirectoryInfo root, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Unreadable?.Invoke(folder == root ? folder.Name : NameOf(folder, root), fault.Message);
            return default;
        }
    }

    private ImageFile? Open(FileInfo file, string name)
    {
        try
        {
            var real = file.LinkTarget is null ? file : (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true);
            return new ImageFile(file.FullName, name, (real ?? file).Length);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Unreadable?.Invoke(name, fault.Message);
            return null;
        }
    }

    private static string NameOf(FileSystemInfo entry, DirectoryInfo root) =>
        Path.GetRelativePath(root.FullName, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
}
