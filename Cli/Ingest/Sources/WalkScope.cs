namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>A few files and folders of a tree, to which a walk is limited: it enters only what leads to them.</summary>
internal sealed class WalkScope
{
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _above = new(StringComparer.Ordinal);

    /// <param name="names">Names below the source.</param>
    public WalkScope(IEnumerable<string> names)
    {
        _names = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in _names)
        {
            var above = name;
            do
            {
                above = above[..Math.Max(0, above.LastIndexOf('/'))];
            }
            while (above.Length > 0 && _above.Add(above));
        }
    }

    public bool Reaches(string name) => _names.Contains(name) || _above.Contains(name);
}
