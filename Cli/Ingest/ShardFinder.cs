using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>Finds the archives of a folder that holds no images of its own, or those that a pattern names.</summary>
internal static class ShardFinder
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
    };

    /// <summary>The archives of a folder; null if there are images in it, or no archives.</summary>
    public static ShardSource? OfFolder(string folder, IngestRequest request)
    {
        if (HasImages(folder, request))
        {
            return null;
        }

        var archives = new List<string>();
        var others = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", Everything).Where(path => !IsHidden(folder, path)))
        {
            if (ArchiveNames.Have(path))
            {
                archives.Add(path);
            }
            else
            {
                var ending = Path.GetExtension(path);
                others[ending] = others.GetValueOrDefault(ending) + 1;
            }
        }

        if (archives.Count == 0)
        {
            return null;
        }

        archives.Sort(StringComparer.Ordinal);
        var left = string.Join(", ", others.Select(pair => $"{Amount.Number(pair.Value)} {(pair.Key.Length > 0 ? pair.Key : "without an ending")}"));
        return new ShardSource(folder, folder, archives, request.Filter, request.Names)
        {
            Notice = found => $"{request.Source} has no images outside archives: taking {found}.{(left.Length > 0 ? $" Left alone: {left}." : "")}",
        };
    }

    /// <summary>Whether a walk finds images, even such as cannot be read.</summary>
    private static bool HasImages(string folder, IngestRequest request)
    {
        var hasFailed = false;
        var log = new SourceLog { Failed = (_, _, _, _) => hasFailed = true };
        return new FolderSource(folder, NameFilter.All, request.FollowLinks).Images(log).Any() || hasFailed;
    }

    /// <summary>The archives that a pattern names, such as shards/{00000..00010}.tar or 'shards/*.tar'.</summary>
    /// <param name="pattern">The whole path.</param>
    /// <param name="request">What the command line asks for.</param>
    public static ShardSource OfPattern(string pattern, IngestRequest request)
    {
        var folder = pattern[..pattern.LastIndexOf('/', pattern.AsSpan().IndexOfAny("*?[{"))];
        folder = folder.Length > 0 ? folder : Path.GetPathRoot(pattern)!;
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder '{folder}' for the pattern '{request.Source}'");
        }

        var expanded = BraceRange.Expand(pattern).SelectMany(one => Glob.IsPattern(one) ? Matching(folder, one) : [one]);
        List<string> paths = [.. expanded.Distinct(StringComparer.Ordinal)];
        return paths.Count == 0
            ? throw new UsageException($"no file matches the pattern '{request.Source}'")
            : new ShardSource(pattern, folder, paths, request.Filter, request.Names) { Notice = found => $"{request.Source}: {found}" };
    }

    private static IEnumerable<string> Matching(string folder, string pattern)
    {
        var glob = new Glob(Name(folder, pattern), fromTop: true);
        return Directory.EnumerateFiles(folder, "*", Everything)
            .Where(path => !IsHidden(folder, path) && glob.Matches(Name(folder, path)))
            .Order(StringComparer.Ordinal);
    }

    private static bool IsHidden(string folder, string path) => Name(folder, path).Split('/').Any(part => part.StartsWith('.'));

    private static string Name(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
