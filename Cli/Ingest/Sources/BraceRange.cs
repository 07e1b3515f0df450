using System.Globalization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>Expands braces in a path as shells and WebDataset do: {00000..00010} and {train,val}.</summary>
internal static class BraceRange
{
    private const int MaxPaths = 1_000_000;

    /// <summary>Whether a path has braces to expand.</summary>
    public static bool Has(string path) => Find(path) is not null;

    /// <summary>The paths, in the order of the ranges.</summary>
    /// <exception cref="UsageException">They are too many.</exception>
    public static IReadOnlyList<string> Expand(string path)
    {
        List<string> paths = [path];
        while (Find(paths[0]) is not null)
        {
            paths = [.. paths.SelectMany(Once).Take(MaxPaths + 1)];
            if (paths.Count > MaxPaths)
            {
                throw new UsageException($"'{path}' names more than {Amount.Number(MaxPaths)} files");
            }
        }

        return paths;
    }

    /// <summary>Expands the first braces of a path.</summary>
    private static IEnumerable<string> Once(string path)
    {
        var braces = Find(path)!.Value;
        var (start, inner, end) = (path[..braces.Start], path[(braces.Start + 1)..braces.End], path[(braces.End + 1)..]);
        return Values(inner)!.Select(value => start + value + end);
    }

    private static (int Start, int End)? Find(string path)
    {
        for (var start = path.IndexOf('{', StringComparison.Ordinal); start >= 0; start = path.IndexOf('{', start + 1))
        {
            if (path.IndexOf('}', start) is > 0 and var end && Values(path[(start + 1)..end]) is not null)
            {
                return (start, end);
            }
        }

        return null;
    }

    private static IEnumerable<string>? Values(string inner)
    {
        if (inner.Split("..") is [var first, var last] && Number(first) is { } from && Number(last) is { } to)
        {
            var digits = first.StartsWith('0') || last.StartsWith('0') ? Math.Max(first.Length, last.Length) : 1;
            return Range(from, to).Select(number => number.ToString($"D{digits}", CultureInfo.InvariantCulture));
        }

        return inner.Contains(',', StringComparison.Ordinal) && !inner.Contains('{', StringComparison.Ordinal) ? inner.Split(',') : null;
    }

    private static IEnumerable<long> Range(long from, long to)
    {
        for (var number = from; from <= to ? number <= to : number >= to; number += from <= to ? 1 : -1)
        {
            yield return number;
        }
    }

    private static long? Number(string text) =>
        text.Length < 18 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
