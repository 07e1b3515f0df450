using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The name of an archive's entry as an image's. An archive may be hostile: a name that would escape it is rejected.</summary>
internal static class EntryName
{
    /// <summary>The name without redundant parts, or null and why it is rejected.</summary>
    public static string? Clean(string entry, out string? fault)
    {
        var name = entry.Replace('\\', '/');
        var parts = name.Split('/');
        fault = name.StartsWith('/') || name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]) ? "its name is an absolute path"
            : parts.Contains("..", StringComparer.Ordinal) ? "its name would escape the archive"
            : name.Contains('\0', StringComparison.Ordinal) ? "its name contains a NUL"
            : null;
        return fault is null ? string.Join('/', parts.Where(part => part is not ("" or "."))) : null;
    }

    /// <summary>Whether a name has a hidden part. Those of other programs (<see cref="ServiceFolders"/>) do not count.</summary>
    public static bool IsHidden(string name) =>
        name.Split('/').Any(part => part.StartsWith('.') && part is not ("." or "..") && ServiceFolders.Find(part) is null);
}
