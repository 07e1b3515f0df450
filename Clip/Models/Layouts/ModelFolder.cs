namespace Txt2Image.Clip.Models.Layouts;

/// <summary>A model's folder and name. A repository in a Hugging Face cache stands for its snapshot.</summary>
internal sealed record ModelFolder(string Path, string Name)
{
    private const string Prefix = "models--";

    public static ModelFolder Of(string path)
    {
        path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(path))
        {
            throw new ModelException($"{path}: the model folder does not exist.");
        }

        var name = System.IO.Path.GetFileName(path);
        if (name.StartsWith(Prefix, StringComparison.Ordinal) && Directory.Exists(System.IO.Path.Combine(path, "snapshots")))
        {
            return new(Snapshot(path), Repository(name));
        }

        // A snapshot itself: models--org--name/snapshots/commit.
        var above = System.IO.Path.GetDirectoryName(path);
        var cached = System.IO.Path.GetFileName(above) == "snapshots" ? System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(above)) : null;
        return new(path, cached?.StartsWith(Prefix, StringComparison.Ordinal) == true ? Repository(cached) : name);
    }

    private static string Repository(string folder) => folder[Prefix.Length..].Replace("--", "/", StringComparison.Ordinal);

    /// <summary>The snapshot of the branch main, or the only one.</summary>
    private static string Snapshot(string repository)
    {
        var reference = System.IO.Path.Combine(repository, "refs", "main");
        string[] all = Directory.GetDirectories(System.IO.Path.Combine(repository, "snapshots"));
        var main = File.Exists(reference) ? File.ReadAllText(reference).Trim() : null;
        if (Array.Find(all, snapshot => System.IO.Path.GetFileName(snapshot) == main) is { } named)
        {
            return named;
        }

        return all switch
        {
            [var only] => only,
            [] => throw new ModelException($"{repository}: the cache has no snapshot of this model; download it again."),
            _ => throw new ModelException($"{repository}: the cache has several snapshots, and refs/main names none of them: name one of " +
                $"{string.Join(", ", all.Order(StringComparer.Ordinal))}."),
        };
    }
}
