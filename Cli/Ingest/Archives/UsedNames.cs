using System.Globalization;
using Txt2Image.Cli.Ingest.State;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// Gives the entries of one archive different names, since an archive may hold two of one name: the second one is "a (2).jpg". In the same
/// archive the same entry always gets the same name, so that later runs know it.
/// </summary>
internal sealed class UsedNames
{
    private readonly HashSet<UInt128> _used = [];

    public string Take(string name)
    {
        var unique = name;
        for (var number = 2; !_used.Add(NameHash.Of(unique)); number++)
        {
            var ending = Path.GetExtension(name);
            unique = string.Create(CultureInfo.InvariantCulture, $"{name[..^ending.Length]} ({number}){ending}");
        }

        return unique;
    }
}
