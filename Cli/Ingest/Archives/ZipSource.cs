using System.IO.Compression;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The images of a zip, by its directory: an entry that is not wanted is not unpacked.</summary>
internal sealed class ZipSource(string path, string identity, NameFilter filter) : ISource
{
    public string Identity => identity;

    public bool IsCountable => true;

    public bool IsWhole => true;

    public bool StillHolds(string name) => false;

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        using var file = File.OpenRead(path);
        using var zip = Open(file, log);
        if (zip is null)
        {
            yield break;
        }

        var guard = new DecompressionGuard(file.Length);
        var encrypted = 0L;
        foreach (var entry in zip.Entries)
        {
            if (entry.IsEncrypted)
            {
                encrypted++;
            }
            else if (EntryFinder.Find(entry.FullName, path, entry.Length, filter, log) is { } name)
            {
                yield return ImageOf(entry, name, guard, log.Texts);
            }
        }

        if (encrypted == 0)
        {
            yield break;
        }

        log.IsIncomplete = true;
        var reason = $"{Amount.Of(encrypted, "file")} in it can only be read with a password: unpack the archive yourself";
        log.Failed?.Invoke(Path.GetFileName(path), path, FailureCode.Encrypted, reason);
    }

    private ArchiveEntry ImageOf(ZipArchiveEntry entry, string name, DecompressionGuard guard, TextDecoding texts) =>
        new(name, $"{path}!{entry.FullName}", entry.Length, entry.LastWriteTime.DateTime.Ticks, entry.Crc32, Read: () => Guarded(entry, guard))
        {
            Caption = () => CaptionBeside(entry, guard, texts),
        };

    private static GuardedStream Guarded(ZipArchiveEntry entry, DecompressionGuard guard) => new(entry.Open(), guard);

    private static string? CaptionBeside(ZipArchiveEntry entry, DecompressionGuard guard, TextDecoding texts)
    {
        var name = Path.ChangeExtension(entry.FullName, CaptionFile.Ending);
        if (entry.Archive?.GetEntry(name) is not { IsEncrypted: false, Length: > 0 } beside)
        {
            return null;
        }

        try
        {
            using var text = Guarded(beside, guard);
            return CaptionFile.Read(text, beside.Name, texts);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException)
        {
            return null;
        }
    }

    private ZipArchive? Open(FileStream file, SourceLog log)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            _ = zip.Entries.Count;
            return zip;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            log.IsIncomplete = true;
            const string Reason = "the archive is damaged or incomplete: nothing in it can be read";
            log.Failed?.Invoke(Path.GetFileName(path), path, FailureCode.DamagedArchive, Reason);
            return null;
        }
    }
}
