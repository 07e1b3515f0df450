namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>The names of a source that are wanted: those that some pattern includes, if there is one, and none excludes.</summary>
internal sealed class NameFilter(IReadOnlyList<Glob> include, IReadOnlyList<Glob> exclude, int depth = int.MaxValue)
{
    public static readonly NameFilter All = new([], []);

    /// <summary>Whether folders and files of other programs (<see cref="ServiceFolders"/>) are wanted too.</summary>
    public bool TakesServiceFolders { get; init; }

    public bool IsAll => include.Count == 0 && exclude.Count == 0;

    public bool Includes => include.Count > 0;

    /// <summary>This filter, and only what a pattern matches: no folder is entered that is deeper than the pattern reaches.</summary>
    public NameFilter With(string pattern)
    {
        var reaches = pattern.Contains("**", StringComparison.Ordinal) ? int.MaxValue : pattern.Count(letter => letter == '/') + 1;
        return new NameFilter([new Glob(pattern, fromTop: true)], exclude, reaches) { TakesServiceFolders = TakesServiceFolders };
    }

    public bool Takes(string name) =>
        (include.Count == 0 || include.Any(glob => glob.Matches(name))) && !Excludes(name);

    /// <summary>Whether a pattern excludes a name, or a folder that it is in.</summary>
    public bool Excludes(string name) => exclude.Any(glob => glob.Matches(name) || MatchesFolderOf(glob, name));

    /// <summary>Whether nothing in a folder can be wanted.</summary>
    public bool ExcludesFolder(string name) => name.Count(letter => letter == '/') + 1 >= depth || exclude.Any(glob => glob.Matches(name));

    private static bool MatchesFolderOf(Glob glob, string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            if (glob.Matches(name[..slash]))
            {
                return true;
            }
        }

        return false;
    }
}
