namespace Txt2Image.Storage;

/// <summary>
/// Expands the <c>~</c> at the start of a path. A shell does so only where it sees the path: not in quotes, behind a <c>=</c>, or in a file of
/// settings.
/// </summary>
internal static class HomeFolder
{
    /// <summary>The path with the user's home folder for <c>~</c> and <c>~/…</c>; any other path is returned unchanged.</summary>
    public static string Expand(string path)
    {
        var isBelowHome = path is ['~'] || (path is ['~', var next, ..] && (next == '/' || next == Path.DirectorySeparatorChar));
        var home = isBelowHome ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : "";
        return home.Length > 0 ? Path.Join(home, path[1..]) : path;
    }
}
