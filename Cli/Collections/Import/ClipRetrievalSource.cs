using System.Globalization;
using Txt2Image.Cli.Npy;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>Reads a folder that clip-retrieval wrote: parts of embeddings, each with a table of the paths and captions of its rows.</summary>
internal static class ClipRetrievalSource
{
    private const string Prefix = "img_emb_";

    public static ImportSource Open(string folder, string? images, TextDecoding decoding)
    {
        var embeddings = Path.Combine(folder, "img_emb");
        string[] parts = Directory.Exists(embeddings)
            ? [.. Directory.EnumerateFiles(embeddings, $"{Prefix}*.npy").Order(StringComparer.Ordinal)]
            : [];
        if (parts.Length == 0)
        {
            throw new UsageException($"'{folder}' has neither an export (collection.json) nor img_emb/{Prefix}*.npy");
        }

        long count = 0;
        int? dimension = null;
        foreach (var part in parts)
        {
            using var numbers = OpenNumbers(part);
            count += numbers.Header.Rows;
            if (numbers.Header.Columns != (dimension ??= numbers.Header.Columns))
            {
                throw new UsageException($"'{part}' has rows of {numbers.Header.Columns} numbers, but the parts before it have {dimension}");
            }

            _ = ClipRetrievalTable.Find(folder, Label(part), decoding);
        }

        return new ImportSource(null, null, dimension!.Value, count, parts.SelectMany(part => Rows(folder, part, images ?? folder, decoding)));
    }

    private static IEnumerable<ImportRow> Rows(string folder, string part, string images, TextDecoding decoding)
    {
        using var numbers = OpenNumbers(part);
        var table = ClipRetrievalTable.Find(folder, Label(part), decoding);
        var row = 0;
        using var lines = table.Read().GetEnumerator();
        while (numbers.Next() is { } embedding)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(part)}, row {row++}");
            if (!lines.MoveNext())
            {
                throw new UsageException($"{place}: {table} has only {row - 1} rows, but there are {numbers.Header.Rows} embeddings");
            }

            var (path, caption, fields) = lines.Current;
            yield return new ImportRow(place, null, [Name(path, images)], caption, fields, Path.Combine(images, path), embedding);
        }

        if (lines.MoveNext())
        {
            throw new UsageException($"{table} has more rows than the {numbers.Header.Rows} embeddings of '{Path.GetFileName(part)}'");
        }
    }

    /// <summary>The name that an image gets: its path below the images' folder, otherwise the path as given.</summary>
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
