using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Decides whether an archive's entry is a wanted image, and if not why, as a walk does for a file.</summary>
internal sealed class EntryFinder(string archive, NameFilter filter, SourceLog log)
{
    /// <summary>Whether an entry is hidden or a folder, so that nobody misses it.</summary>
    public static bool IsSkipped(string entry) => entry.EndsWith('/') || entry.EndsWith('\\') || EntryName.IsHidden(entry.Replace('\\', '/'));

    /// <summary>The image's name; null if it is not wanted.</summary>
    /// <param name="entry">The entry's name in the archive.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="belongs">Whether it belongs to an image even if it is none.</param>
    public string? Find(string entry, long length, bool belongs = false)
    {
        if (IsSkipped(entry))
        {
            return null;
        }

        var isImage = ImageKinds.Has(entry);
        if (!isImage && !ArchiveNames.Have(entry))
        {
            log.Others += belongs ? 0 : 1;
            return null;
        }

        if (EntryName.Clean(entry, out var fault) is not { } name)
        {
            return Refuse(entry, FailureCode.UnsafeName, $"{fault}: rename it, or unpack the archive yourself");
        }

        if (ServiceFolders.FindIn(name) is { } service && !filter.TakesServiceFolders)
        {
            log.LeftOut.Add(service.Name, service.Path);
            log.Excluded?.Invoke(name);
            return null;
        }

        if (!filter.Takes(name))
        {
            log.Excluded?.Invoke(name);
            return null;
        }

        return !isImage ? Refuse(name, FailureCode.NestedArchive, NestedReason(name))
            : length == 0 ? Refuse(name, FailureCode.Empty, "the file is empty")
            : length is < 0 or > DecompressionGuard.MaxEntryBytes
                ? Refuse(name, FailureCode.TooLarge, $"it unpacks to more than {DecompressionGuard.MaxEntryBytes >> 20} MB")
            : name;
    }

    /// <summary>Reports that an entry cannot be taken.</summary>
    public string? Refuse(string entry, string code, string reason)
    {
        log.Failed?.Invoke(entry, $"{archive}!{entry}", code, reason);
        return null;
    }

    private static string NestedReason(string name) =>
        "an archive within the archive, which is not read: unpack the outer one and give its folder, "
        + $"or leave it out with --exclude '{name}'";
}
