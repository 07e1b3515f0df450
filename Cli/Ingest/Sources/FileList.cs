namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// Files that were named one by one: they are tried whatever their extensions. A path below the working folder is its own
/// name; a file elsewhere is named by its whole path.
/// </summary>
internal sealed class FileList(string identity, string workingDirectory, IReadOnlyList<string> paths) : ISource
{
    public string Identity => identity;

    public bool IsCountable => true;

    /// <summary>A list says what to add, not what there is.</summary>
    public bool IsWhole => false;

    public static FileList Of(string path) => new(path, Path.GetDirectoryName(path) ?? path, [path]);

    /// <summary>One path per line, or NUL between paths as <c>find -print0</c> writes them, so that any name is possible.</summary>
    public static FileList Read(TextReader input, string workingDirectory)
    {
        var text = input.ReadToEnd();
        var paths = text.Contains('\0', StringComparison.Ordinal)
            ? text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).ToArray();
        return new FileList($"list:{workingDirectory}", workingDirectory, paths);
    }

    public bool StillHolds(string name) => true;

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path, workingDirectory);
            if (Directory.Exists(full))
            {
                log.Failed?.Invoke(NameOf(full), full, FailureCode.NotAFile, "a folder in a list of files: give it as PATH instead");
            }
            else if (FileFinder.Find(new FileInfo(full), NameOf(full), log) is { } image)
            {
                yield return image;
            }
        }
    }

    private string NameOf(string full)
    {
        var below = Path.GetRelativePath(workingDirectory, full);
        var isBelow = !Path.IsPathRooted(below) && below != ".." && !below.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        return (isBelow ? below : full[Path.GetPathRoot(full)!.Length..]).Replace(Path.DirectorySeparatorChar, '/');
    }
}
