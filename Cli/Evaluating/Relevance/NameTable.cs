using System.Text;
using Txt2Image.Cli.Ingest.State;

namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>
/// The names that a file of queries has, by hashes, so that its memory depends on that file and not on the collection. An image matches a name that
/// is the same, in Unicode NFC; otherwise one that is the end of the image's path, such as <c>1.jpg</c> of <c>val/1.jpg</c>; otherwise one whose end
/// is the image's path.
/// </summary>
internal sealed class NameTable
{
    private readonly Dictionary<UInt128, WantedName> _names = [];

    /// <summary>Names by the ends of their paths, with the number of folders before the end.</summary>
    private readonly Dictionary<UInt128, List<(WantedName Name, int Folders)>> _ends = [];

    public void Add(string name)
    {
        var clean = Clean(name);
        var key = NameHash.Of(clean);
        if (_names.ContainsKey(key))
        {
            return;
        }

        var wanted = new WantedName();
        _names[key] = wanted;
        foreach (var (end, folders) in Ends(clean))
        {
            var hash = NameHash.Of(end);
            if (!_ends.TryGetValue(hash, out var some))
            {
                _ends[hash] = some = [];
            }

            some.Add((wanted, folders));
        }
    }

    /// <summary>Matches an image of the collection.</summary>
    /// <returns>Whether it may be one that is wanted.</returns>
    public bool Match(Guid image, IReadOnlyList<string> names)
    {
        var isWanted = false;
        foreach (var name in names)
        {
            var clean = Clean(name);
            var full = NameHash.Of(clean);
            isWanted |= Add(_names.GetValueOrDefault(full), 0);
            foreach (var (end, _) in Ends(clean))
            {
                isWanted |= Add(_names.GetValueOrDefault(NameHash.Of(end)), 1);
            }

            foreach (var (wanted, folders) in _ends.GetValueOrDefault(full) ?? [])
            {
                isWanted |= Add(wanted, 1 + folders);
            }

            bool Add(WantedName? wanted, int rank)
            {
                wanted?.Add(image, rank, full);
                return wanted is not null;
            }
        }

        return isWanted;
    }

    /// <summary>What is known of a name that was added.</summary>
    public WantedName? Find(string name) => _names.GetValueOrDefault(NameHash.Of(Clean(name)));

    private static string Clean(string path)
    {
        var name = path.Replace('\\', '/');
        name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        return name.IsNormalized() ? name : name.Normalize(NormalizationForm.FormC);
    }

    /// <summary>"b/c.jpg" and "c.jpg" of "a/b/c.jpg", with how many folders are left out.</summary>
    private static IEnumerable<(string End, int Folders)> Ends(string path)
    {
        var folders = 0;
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            folders++;
            if (slash + 1 < path.Length)
            {
                yield return (path[(slash + 1)..], folders);
            }
        }
    }
}
