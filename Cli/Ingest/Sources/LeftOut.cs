using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>Counts what is left out because it is one of the <see cref="ServiceFolders"/>: folders, and files outside of them.</summary>
internal sealed class LeftOut
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private string? _lastPath;

    /// <summary>How many there are of each.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <param name="name">Which one it is.</param>
    /// <param name="path">Its path. An archive shows it with each of its files; these are next to each other, and count once.</param>
    public void Add(string name, string path)
    {
        if (path != _lastPath)
        {
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
            _lastPath = path;
        }
    }

    /// <summary>A line for a person; null if nothing was left out.</summary>
    public override string? ToString()
    {
        var each = _counts.Select(one => one.Value == 1 ? one.Key : $"{one.Key} ({Amount.Number(one.Value)})");
        return _counts.Count == 0
            ? null
            : $"Left out, as folders and files of other programs: {string.Join(", ", each)}. With --no-default-excludes they are added too.";
    }
}
