namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>Makes an image of a file that was named or found, or reports why it is none.</summary>
internal static class FileFinder
{
    public const string NotUtf8 = "its name is not written in UTF-8, so it cannot be opened: rename it, for example with convmv";

    /// <summary>Whether a name is in another encoding than UTF-8. .NET replaces what it cannot read, and cannot open such a file.</summary>
    public static bool IsNotUtf8(string name) => name.Contains('\uFFFD', StringComparison.Ordinal);

    public static DiskFile? Find(FileInfo file, string name, SourceLog log)
    {
        try
        {
            var real = file.LinkTarget is null ? file : (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            if (real.Length > 0)
            {
                return new DiskFile(name, file.FullName, real.Length, real.LastWriteTimeUtc.Ticks, log.Texts);
            }

            if (FileKind.IsRegular(real.FullName))
            {
                log.Failed?.Invoke(name, file.FullName, FailureCode.Empty, "the file is empty");
            }
            else
            {
                log.Failed?.Invoke(name, file.FullName, FailureCode.NotAFile, "not a regular file, but a pipe, a socket or a device");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.IsIncomplete = true;
            log.Failed?.Invoke(name, file.FullName, FailureCode.Unreadable, IsNotUtf8(name) ? NotUtf8 : exception.Message);
        }

        return null;
    }
}
