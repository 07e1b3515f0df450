namespace Txt2Image.Storage;

/// <summary>Translates failed file operations for callers. Messages are ours; the system's message stays in the inner exception.</summary>
internal static class FileFaults
{
    private const int NoSpaceOnUnix = 28;
    private const int ReadOnlyOnUnix = 30;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
    private const int WriteProtectedOnWindows = unchecked((int)0x80070013);
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    /// <summary>Whether this is a file system exception.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether the file is open elsewhere.</summary>
    public static bool IsLocked(IOException exception) => OperatingSystem.IsWindows()
        ? exception.HResult == SharingViolationOnWindows
        : exception.HResult == (OperatingSystem.IsMacOS() ? WouldBlockOnMac : WouldBlockOnLinux);

    /// <summary>The store's exception for a file system exception.</summary>
    public static StoreException Translate(Exception exception, string folder)
    {
        var code = exception is UnauthorizedAccessException { InnerException: IOException inner } ? inner.HResult : exception.HResult;
        return IsFull(code)
            ? new StoreException(StoreFault.Full, $"There is no space left for {folder}. Free some space, or move the data directory.", exception)
            : new StoreException(StoreFault.Unavailable, Sentence(exception, code, folder), exception);
    }

    private static string Sentence(Exception exception, int code, string folder)
    {
        const string Elsewhere = "set another data directory (Txt2Image:DataDirectory)";
        return FileInTheWayOf(folder) is { } file
                ? $"{file} is a file, but a folder is needed there. Move the file away, or {Elsewhere}."
            : code == (OperatingSystem.IsWindows() ? WriteProtectedOnWindows : ReadOnlyOnUnix)
                ? $"{folder} is on a read-only file system. Mount it for writing, or {Elsewhere}."
            : exception is UnauthorizedAccessException
                ? $"Access to {folder} was denied. Give the user of this process permission to read and write there, or {Elsewhere}."
                : $"A file system operation in {folder} failed (system error {code & 0xffff}). Check the disk and its mount, or {Elsewhere}.";
    }

    /// <summary>The path itself, or a part of it, that is a file and no folder; null if there is none.</summary>
    private static string? FileInTheWayOf(string folder)
    {
        for (var path = folder; !string.IsNullOrEmpty(path); path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? code is DiskFullOnWindows or HandleDiskFullOnWindows
        : code == NoSpaceOnUnix || code == (OperatingSystem.IsMacOS() ? QuotaOnMac : QuotaOnLinux);
}
