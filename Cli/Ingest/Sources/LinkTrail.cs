namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// The linked folders that a walk has entered. It enters none twice, and none that leads back to a folder above the link: so it ends, whatever
/// the links.
/// </summary>
internal sealed class LinkTrail
{
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);

    public bool Enters(DirectoryInfo link)
    {
        try
        {
            var target = RealPath.Of(link.FullName);
            var here = RealPath.Of(link.Parent!.FullName);
            return !WithEnd(here).StartsWith(WithEnd(target), StringComparison.Ordinal) && _entered.Add(target);
        }
        catch (IOException)
        {
            // A link to itself, or one through too many others.
            return false;
        }
    }

    private static string WithEnd(string path) => path.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
}

/// <summary>A path without links in it, so that one folder has one path.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    public static string Of(string path)
    {
        var links = 0;
        return Of(Path.GetFullPath(path), ref links);
    }

    private static string Of(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(Of(parent, ref links), Path.GetFileName(path));
        if (new DirectoryInfo(here).LinkTarget is not { } target)
        {
            return here;
        }

        if (++links > MaxLinks)
        {
            throw new IOException("too many links");
        }

        return Of(Path.GetFullPath(target, Path.GetDirectoryName(here)!), ref links);
    }
}
