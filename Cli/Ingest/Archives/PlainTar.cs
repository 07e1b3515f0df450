using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// The images of a tar that is not packed. A first pass over its headers notes where captions and the targets of links are, so these may be anywhere.
/// </summary>
internal sealed class PlainTar(string path, NameFilter filter, NameDecoder names, SourceLog log) : TarReading(path, filter, names, log)
{
    private readonly HashSet<string> _targets = new(StringComparer.Ordinal);

    public IEnumerable<ImageFile> Images()
    {
        using var file = File.OpenRead(Path);
        var walk = Walk(file);
        var members = new SideMembers(place => walk.Open(PlaceOf(place)));
        Index(file, members);
        file.Position = 0;

        var targets = new Dictionary<string, TarMember>(StringComparer.Ordinal);
        while (Next(walk) is { } member)
        {
            if (Resolve(member, targets) is { } found)
            {
                if (Finder.Find(member.Name, found.Length, members.Serve(Plain(member.Name))) is { } name)
                {
                    yield return ImageOf(member, name, found.Length, () => walk.Open(found)) with
                    {
                        Beside = new(() => members.Read(Plain(member.Name), Log)),
                    };
                }
            }
            else
            {
                RefuseIfImage(member);
            }
        }
    }

    private static TarMember PlaceOf(MemberPlace place) => new(TarKind.File, "", "", place.Position, place.Length, 0);

    /// <summary>Reads all headers, up to where the archive is damaged.</summary>
    private void Index(FileStream file, SideMembers members)
    {
        try
        {
            var walk = Walk(file);
            while (walk.Next() is { } member)
            {
                if (member.Kind == TarKind.File)
                {
                    members.Add(Plain(member.Name), new MemberPlace(member.Position, member.Length));
                }
                else if (member.Kind == TarKind.HardLink && ImageKinds.Has(member.Name))
                {
                    members.Add(Plain(member.Name), default);
                    _targets.Add(Plain(member.Target));
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // The second pass reports it.
        }
    }

    /// <summary>The file whose bytes an entry has: its own, or that of the link's target; null if there are none.</summary>
    private TarMember? Resolve(TarMember member, Dictionary<string, TarMember> targets)
    {
        var file = member.Kind == TarKind.File ? member
            : member.Kind == TarKind.HardLink ? targets.GetValueOrDefault(Plain(member.Target))
            : null;
        if (file is not null && _targets.Contains(Plain(member.Name)))
        {
            targets[Plain(member.Name)] = file;
        }

        return file;
    }
}
