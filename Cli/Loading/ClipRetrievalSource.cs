using System.Globalization;
using Txt2Image.Cli.Arrays;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Loading;

/// <summary>Reads a folder as clip-retrieval's inference leaves it: parts of embeddings, each with a table of paths and captions of the same rows.</summary>
internal static class ClipRetrievalSource
{
    private const string Prefix = "img_emb_";

    public static LoadSource Open(string folder, string? images)
    {
        var embeddings = Path.Combine(folder, "img_emb");
        string[] parts = Directory.Exists(embeddings) ? [.. Directory.EnumerateFiles(embeddings, $"{Prefix}*.npy").Order(StringComparer.Ordinal)] : [];
        if (parts.Length == 0)
        {
            throw new UsageException($"in '{folder}' is neither an export (collection.json) nor img_emb/{Prefix}*.npy");
        }

        long count = 0;
        int? dimension = null;
        foreach (var part in parts)
        {
            using var numbers = OpenNumbers(part);
            count += numbers.Header.Rows;
            if (numbers.Header.Columns != (dimension ??= numbers.Header.Columns))
            {
                throw new UsageException($"'{part}' has rows of {numbers.Header.Columns} numbers, the parts before it of {dimension}");
            }

            _ = RowTable.Find(folder, Label(part));
        }

        return new LoadSource(null, null, dimension!.Value, count, parts.SelectMany(part => Rows(folder, part, images ?? folder)));
    }

    private static IEnumerable<LoadRow> Rows(string folder, string part, string images)
    {
        using var numbers = OpenNumbers(part);
        var table = RowTable.Find(folder, Label(part));
        var row = 0;
        using var told = table.Read().GetEnumerator();
        while (numbers.Next() is { } embedding)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(part)}, row {row++}");
            if (!told.MoveNext())
            {
                throw new UsageException($"{place}: {table} has only {row - 1} rows, but there are {numbers.Header.Rows} embeddings");
            }

            var path = told.Current.Path;
            yield return new LoadRow(place, null, [Name(path, images)], told.Current.Caption, null, Path.Combine(images, path), embedding);
        }

        if (told.MoveNext())
        {
            throw new UsageException($"{table} has more rows than the {numbers.Header.Rows} embeddings of '{Path.GetFileName(part)}'");
        }
    }

    /// <summary>The name that an image gets: its path below the images' folder, else as it stands.</summary>
    private static string Name(string path, string images)
    {
        var relative = Path.IsPathRooted(path) ? Path.GetRelativePath(images, path) : path;
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/').TrimStart('/');
    }

    private static string Label(string part) => Path.GetFileNameWithoutExtension(part)[Prefix.Length..];

    private static NpyReader OpenNumbers(string part)
    {
        try
        {
            return new NpyReader(part);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new UsageException($"'{part}' cannot be read: {exception.Message}");
        }
    }
}
