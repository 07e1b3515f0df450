namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// Folders and files that systems and other programs keep among pictures: thumbnails of a NAS, deleted files, snapshots, what macOS adds. They are
/// left out unless the user wants them.
/// </summary>
internal static class ServiceFolders
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "@eaDir", "#recycle", "#snapshot", "$RECYCLE.BIN", "System Volume Information", "@__thumb", ".@__thumb", ".thumbnails", "lost+found",
        "__MACOSX",
    };

    private static readonly string[] Beginnings = [".Trash-", "._"];

    /// <summary>Which of them a folder or file is, by its name; null if it is none.</summary>
    public static string? Find(string name)
    {
        if (Names.TryGetValue(name, out var known))
        {
            return known;
        }

        var beginning = Beginnings.FirstOrDefault(one => name.StartsWith(one, StringComparison.OrdinalIgnoreCase));
        return beginning is null ? null : $"{beginning}*";
    }

    /// <summary>Which of them is a part of a path with forward slashes, and the path up to it; null if none is.</summary>
    public static (string Name, string Path)? FindIn(string path)
    {
        for (var start = 0; start <= path.Length;)
        {
            var slash = path.IndexOf('/', start);
            var end = slash < 0 ? path.Length : slash;
            if (Find(path[start..end]) is { } name)
            {
                return (name, path[..end]);
            }

            start = end + 1;
        }

        return null;
    }
}
