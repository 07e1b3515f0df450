using System.Formats.Tar;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// Distinguishes a file from a pipe, a socket or a device without opening it, since opening one may block forever. .NET distinguishes them only when
/// it writes tar archives, so this writes one. Only files of length zero need this, which are few.
/// </summary>
internal static class FileKind
{
    public static bool IsRegular(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            {
                writer.WriteEntry(path, "entry");
            }
        }
        catch (IOException)
        {
            // A socket has no place in an archive.
            return false;
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
    }
}
