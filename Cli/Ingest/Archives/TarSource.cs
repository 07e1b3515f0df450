using System.Formats.Tar;
using System.IO.Compression;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The images of a tar, packed or not, in one pass from its beginning to its end.</summary>
internal sealed class TarSource(string path, string identity, bool isPacked, NameFilter filter) : ISource
{
    public string Identity => identity;

    /// <summary>Counting would unpack all of it.</summary>
    public bool IsCountable => !isPacked;

    public bool IsWhole => true;

    public bool StillHolds(string name) => false;

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        using var file = File.OpenRead(path);
        var guard = new DecompressionGuard(file.Length);
        using var unpacked = isPacked ? new GuardedStream(new GZipStream(file, CompressionMode.Decompress), guard) : null;
        using var tar = new TarReader((Stream?)unpacked ?? file);
        var read = 0L;
        for (; Next(tar, read, log) is { } entry; read++)
        {
            var isPlain = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            if (isPlain && EntryFinder.Find(entry.Name, path, entry.Length, filter, log) is { } name)
            {
                yield return ImageOf(entry, name);
            }
            else if (!isPlain && entry.EntryType != TarEntryType.Directory && ImageKinds.Has(entry.Name))
            {
                log.Failed?.Invoke(entry.Name, $"{path}!{entry.Name}", FailureCode.NotAFile, "not a regular file but a link or a device");
            }
        }

        if (!log.IsIncomplete && (unpacked?.HasEnded ?? !EndsWithZeros(file)))
        {
            Damage(log, FailureCode.DamagedArchive, EndsEarly(read));
        }
    }

    /// <summary>A tar ends with blocks of zeros; they are missing if it was cut off between two files.</summary>
    private static bool EndsWithZeros(FileStream file)
    {
        const int Block = 512;
        if (file.Length < Block)
        {
            return false;
        }

        var last = new byte[Block];
        file.Seek(-Block, SeekOrigin.End);
        file.ReadExactly(last);
        return !last.AsSpan().ContainsAnyExcept((byte)0);
    }

    private static string EndsEarly(long read) =>
        $"the archive ends early or is damaged after {Amount.Of(read, "file")}: the rest cannot be read";

    private ArchiveEntry ImageOf(TarEntry entry, string name) =>
        new(name, $"{path}!{entry.Name}", entry.Length, entry.ModificationTime.UtcTicks, Checksum: null, () => Data(entry));

    private static Stream Data(TarEntry entry) => entry.DataStream ?? throw new InvalidDataException("it has no bytes");

    private TarEntry? Next(TarReader tar, long read, SourceLog log)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException or SuspectArchiveException or NotSupportedException or ArgumentException)
        {
            if (exception is SuspectArchiveException)
            {
                Damage(log, FailureCode.SuspectArchive, exception.Message);
            }
            else
            {
                Damage(log, FailureCode.DamagedArchive, EndsEarly(read));
            }

            return null;
        }
    }

    private void Damage(SourceLog log, string code, string reason)
    {
        log.IsIncomplete = true;
        log.Failed?.Invoke(Path.GetFileName(path), path, code, reason);
    }
}
