using System.IO.Compression;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The images of a zip, by its directory: an entry that is not wanted is not unpacked.</summary>
internal sealed class ZipSource(string path, string identity, NameFilter filter, NameDecoder names) : ISource
{
    public string Identity => identity;

    public bool IsCountable => true;

    public bool IsWhole => true;

    public bool StillHolds(string name) => false;

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        using var file = File.OpenRead(path);
        using var zip = Open(file, log, out var directory);
        if (zip is null)
        {
            yield break;
        }

        var finder = new EntryFinder(path, filter, log);
        var guard = new DecompressionGuard(file.Length);
        var members = Index(zip, directory, guard);
        var encrypted = 0L;
        foreach (var (entry, member) in zip.Entries.Zip(directory))
        {
            if (entry.IsEncrypted)
            {
                encrypted++;
            }
            else if (finder.Find(member.Name, entry.Length, members.Serve(Plain(member.Name))) is { } name && IsRead(member, name, finder))
            {
                yield return new ArchiveEntry(
                    name, $"{path}!{member.Name}", entry.Length, entry.LastWriteTime.DateTime.Ticks, entry.Crc32, () => Guarded(entry, guard))
                {
                    Beside = new(() => members.Read(Plain(member.Name), log)),
                };
            }
        }

        if (encrypted > 0)
        {
            Damage(
                log, FailureCode.Encrypted,
                $"{Amount.Of(encrypted, "file")} in it can only be read with a password: unpack the archive yourself");
        }
    }

    /// <summary>Where the members are that say something about pictures.</summary>
    private static SideMembers Index(ZipArchive zip, List<ZipMember> directory, DecompressionGuard guard)
    {
        var members = new SideMembers(place => zip.Entries[(int)place.Position] is { IsEncrypted: false } entry ? Guarded(entry, guard) : null);
        for (var at = 0; at < directory.Count; at++)
        {
            members.Add(Plain(directory[at].Name), new MemberPlace(at, zip.Entries[at].Length));
        }

        return members;
    }

    private static bool IsRead(ZipMember member, string name, EntryFinder finder)
    {
        if (ZipMethod.IsRead(member.Method))
        {
            return true;
        }

        var method = ZipMethod.NameOf(member.Method);
        var reason = $"it is compressed with {method}, which is not read: unpack the archive, or pack it again with Deflate";
        finder.Refuse(name, FailureCode.UnsupportedCompression, reason);
        return false;
    }

    private static GuardedStream Guarded(ZipArchiveEntry entry, DecompressionGuard guard) => new(entry.Open(), guard);

    private static string Plain(string name) => EntryName.Clean(name, out _) ?? name;

    private ZipArchive? Open(FileStream file, SourceLog log, out List<ZipMember> directory)
    {
        directory = [];
        try
        {
            directory = ZipDirectory.Read(file, names);
            file.Position = 0;
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries.Count == directory.Count ? zip : throw new InvalidDataException("its directory is damaged");
        }
        catch (SplitArchiveException)
        {
            Damage(log, FailureCode.SplitArchive, $"it is {ArchiveFile.SplitAdvice}");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            Damage(log, FailureCode.DamagedArchive, "the archive is damaged or incomplete: nothing in it can be read");
        }

        return null;
    }

    private void Damage(SourceLog log, string code, string reason)
    {
        log.IsIncomplete = true;
        log.Failed?.Invoke(Path.GetFileName(path), path, code, reason);
    }
}
