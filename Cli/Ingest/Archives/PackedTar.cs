using System.IO.Compression;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// The images of a tar.gz, in one pass. The members of a key follow each other in data sets, so a picture waits until the next key begins; only
/// these few are in memory. If there are hard links to images, a second pass reads the files that they lead to.
/// </summary>
internal sealed class PackedTar(string path, NameFilter filter, NameDecoder names, SourceLog log) : TarReading(path, filter, names, log)
{
    /// <summary>Links lead to the first name of a file, unless a tool wrote them in another way.</summary>
    private const int MaxSteps = 8;

    private readonly List<TarMember> _links = [];

    public IEnumerable<ImageFile> Images()
    {
        using var stream = Open();
        var walk = Walk(stream);
        var group = new MemberGroup(Log);
        try
        {
            while (Next(walk) is { } member)
            {
                foreach (var image in group.FlushBefore(MemberName.Of(Plain(member.Name)).Key))
                {
                    yield return image;
                }

                if (!TryTake(walk, member, group))
                {
                    break;
                }
            }

            foreach (var image in group.Flush().Concat(Linked()))
            {
                yield return image;
            }
        }
        finally
        {
            group.Dispose();
        }
    }

    private GuardedStream Open()
    {
        var file = File.OpenRead(Path);
        return new GuardedStream(new GZipStream(file, CompressionMode.Decompress), new DecompressionGuard(file.Length));
    }

    /// <summary>Takes a member into the group; false if the rest of the archive must not be read.</summary>
    private bool TryTake(TarWalk walk, TarMember member, MemberGroup group)
    {
        if (member.Kind == TarKind.HardLink && ImageKinds.Has(member.Name))
        {
            _links.Add(member);
        }
        else if (member.Kind != TarKind.File)
        {
            RefuseIfImage(member);
        }
        else if (ImageKinds.Has(member.Name))
        {
            return TryTakeImage(walk, member, group);
        }
        else if (!EntryFinder.IsSkipped(member.Name))
        {
            return TryTakeOther(walk, member, group);
        }

        return true;
    }

    private bool TryTakeImage(TarWalk walk, TarMember member, MemberGroup group)
    {
        group.NotePicture(Plain(member.Name));
        if (Finder.Find(member.Name, member.Length) is not { } name)
        {
            return true;
        }

        var entry = ImageOf(member, name, member.Length, () => walk.Open(member));
        try
        {
            group.Add(Plain(member.Name), (BufferedEntry)entry.Buffer());
            return true;
        }
        catch (UnreadableImageException exception)
        {
            Log.Failed?.Invoke(name, entry.Path, exception.Code, exception.Message);
            return true;
        }
        catch (SuspectArchiveException exception)
        {
            Damage(FailureCode.SuspectArchive, exception.Message);
            return false;
        }
    }

    private bool TryTakeOther(TarWalk walk, TarMember member, MemberGroup group)
    {
        Finder.Find(member.Name, member.Length, belongs: true);
        try
        {
            if (SideMembers.IsText(member.Name, member.Length))
            {
                var bytes = new byte[member.Length];
                using var text = walk.Open(member);
                text.ReadExactly(bytes);
                group.AddText(Plain(member.Name), bytes);
            }
            else if (!ArchiveNames.Have(member.Name))
            {
                group.NoteOther();
            }

            return true;
        }
        catch (SuspectArchiveException exception)
        {
            Damage(FailureCode.SuspectArchive, exception.Message);
            return false;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // The walk itself finds the same damage next.
            return true;
        }
    }

    /// <summary>The file that a link leads to, perhaps by way of another link.</summary>
    private static string Target(TarMember link, Dictionary<string, string> targets)
    {
        var target = Plain(link.Target);
        for (var steps = 0; steps < MaxSteps && targets.TryGetValue(target, out var next); steps++)
        {
            target = next;
        }

        return target;
    }

    /// <summary>The hard links, each with the bytes of the file before it that it leads to.</summary>
    private IEnumerable<ImageFile> Linked()
    {
        if (_links.Count == 0 || Log.IsIncomplete)
        {
            _links.ForEach(RefuseIfImage);
            yield break;
        }

        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        _links.ForEach(link => targets.TryAdd(Plain(link.Name), Plain(link.Target)));
        var links = _links.ToLookup(link => Target(link, targets), StringComparer.Ordinal);
        var found = new HashSet<TarMember>(ReferenceEqualityComparer.Instance);
        using var stream = Open();
        var walk = Walk(stream);
        while (found.Count < _links.Count && Next(walk) is { } member)
        {
            var own = links[Plain(member.Name)].Where(link => member.Position < link.Position && !found.Contains(link)).ToList();
            if (member.Kind != TarKind.File || own.Count == 0)
            {
                continue;
            }

            found.UnionWith(own);
            using var spool = new Spool(walk.Open(member), member.Length);
            foreach (var link in own)
            {
                if (Finder.Find(link.Name, member.Length) is { } name)
                {
                    yield return ImageOf(link, name, member.Length, spool.Open);
                }
            }
        }

        foreach (var link in _links.Where(link => !found.Contains(link)))
        {
            RefuseIfImage(link);
        }
    }
}
