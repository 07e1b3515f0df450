namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// The parts of a member's name by which WebDataset and img2dataset put the members of one example together: the key is everything before the
/// first dot of the last part, with its folder; dots in folders do not count.
/// </summary>
/// <param name="Key">x/000 of x/000.left.jpg.</param>
/// <param name="Stem">x/000.left of x/000.left.jpg.</param>
/// <param name="Ending">.jpg, in small letters.</param>
internal readonly record struct MemberName(string Key, string Stem, string Ending)
{
    public static MemberName Of(string name)
    {
        var start = name.LastIndexOf('/') + 1;
        var first = name.IndexOf('.', start);
        var last = name.LastIndexOf('.');
        return first < 0 ? new(name, name, "") : new(name[..first], name[..last], name[last..].ToLowerInvariant());
    }
}
