using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>Where a metadata file is, and so how its rows name images.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">Its name for people: below the source if it was found there.</param>
/// <param name="WorkingFolder">The working folder.</param>
internal sealed record TablePlace(string Path, string Name, string WorkingFolder)
{
    /// <summary>Whether the user named it.</summary>
    public bool IsGiven { get; init; } = true;

    /// <summary>The folder of a table that was found, below the source, with a slash at the end; empty for the source itself.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether its rows are only about images in its folder.</summary>
    public bool IsBound { get; init; }

    public static string Clean(string path)
    {
        var name = path.Replace('\\', '/');
        return name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
    }

    /// <summary>
    /// The paths by which a row can name an image, the most certain first: below the table's folder, below the source, in full, from the working
    /// folder; then each end of its path, such as <c>val/1.jpg</c> and <c>1.jpg</c>, which may be another file too.
    /// </summary>
    public IEnumerable<(string Path, bool IsEnd)> PathsOf(ImageFile image)
    {
        var isBelow = image.Name.StartsWith(Folder, StringComparison.Ordinal);
        if (IsBound && !isBelow)
        {
            yield break;
        }

        if (Folder.Length > 0 && isBelow)
        {
            yield return (image.Name[Folder.Length..], false);
        }

        yield return (image.Name, false);
        var whole = Clean(image.Path);
        yield return (whole, false);
        yield return (Clean(System.IO.Path.GetRelativePath(WorkingFolder, image.Path)), false);
        for (var slash = whole.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = whole.IndexOf('/', slash + 1))
        {
            yield return (whole[(slash + 1)..], true);
        }
    }

    /// <summary>Whether the end of an image's path names another file of its source.</summary>
    /// <param name="end">The end of its path.</param>
    /// <param name="holds">Whether there is a file with this name below the source.</param>
    public bool IsOfAnother(string end, Func<string, bool> holds) => holds(Folder + end) || (Folder.Length > 0 && holds(end));
}
