using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>What reading a tar has in common, whether it can seek or not.</summary>
internal abstract class TarReading(string path, NameFilter filter, NameDecoder names, SourceLog log)
{
    private long _read;

    protected EntryFinder Finder { get; } = new(path, filter, log);

    protected string Path => path;

    protected SourceLog Log => log;

    protected TarWalk Walk(Stream stream) => new(stream, names);

    /// <summary>The next entry; null at the end, or where the archive is damaged, which is reported.</summary>
    protected TarMember? Next(TarWalk walk)
    {
        try
        {
            var member = walk.Next();
            if (member is null && !walk.HasEnded)
            {
                Damage(FailureCode.DamagedArchive, EndsEarly());
            }

            _read += member is null ? 0 : 1;
            return member;
        }
        catch (SuspectArchiveException exception)
        {
            Damage(FailureCode.SuspectArchive, exception.Message);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            Damage(FailureCode.DamagedArchive, EndsEarly());
        }

        return null;
    }

    protected void Damage(string code, string reason)
    {
        log.IsIncomplete = true;
        log.Failed?.Invoke(System.IO.Path.GetFileName(path), path, code, reason);
    }

    /// <summary>An image of the archive; its bytes are read from a place of its own, or from the walk.</summary>
    protected ArchiveEntry ImageOf(TarMember member, string name, long length, Func<Stream> read) =>
        new(name, $"{path}!{member.Name}", length, member.Modified, Checksum: null, read);

    /// <summary>Says of an entry that is named like an image, but is no file, why it is not taken.</summary>
    protected void RefuseIfImage(TarMember member)
    {
        if (!ImageKinds.Has(member.Name) || EntryFinder.IsSkipped(member.Name) || member.Kind == TarKind.Directory)
        {
            return;
        }

        Finder.Refuse(member.Name, FailureCode.NotAFile, member.Kind switch
        {
            TarKind.HardLink => $"a hard link to '{member.Target}', which is no file before it in the archive: unpack the archive yourself",
            TarKind.SymbolicLink => $"not a regular file, but a symbolic link to '{member.Target}'",
            TarKind.Sparse => "a sparse file of GNU tar, which is not read: unpack the archive yourself",
            _ => "not a regular file, but a device or a pipe",
        });
    }

    /// <summary>A name as links and keys refer to it.</summary>
    protected static string Plain(string name) => EntryName.Clean(name, out _) ?? name;

    private string EndsEarly() => $"the archive ends early or is damaged after {Amount.Of(_read, "file")}: the rest cannot be read";
}
