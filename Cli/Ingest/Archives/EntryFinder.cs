using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Decides whether an archive's entry is a wanted image, and if not why, as a walk does for a file.</summary>
internal static class EntryFinder
{
    /// <summary>The image's name; null if it is not wanted.</summary>
    public static string? Find(string entry, string archive, long length, NameFilter filter, SourceLog log)
    {
        var path = entry.Replace('\\', '/');
        if (path.EndsWith('/') || EntryName.IsHidden(path))
        {
            return null;
        }

        if (!ImageKinds.Has(entry))
        {
            log.Others++;
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

        return length switch
        {
            0 => Refuse(name, FailureCode.Empty, "the file is empty"),
            < 0 or > DecompressionGuard.MaxEntryBytes =>
                Refuse(name, FailureCode.TooLarge, $"it unpacks to more than {DecompressionGuard.MaxEntryBytes >> 20} MB"),
            _ => name,
        };

        string? Refuse(string refused, string code, string reason)
        {
            log.Failed?.Invoke(refused, $"{archive}!{entry}", code, reason);
            return null;
        }
    }
}
