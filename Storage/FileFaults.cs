namespace Txt2Image.Storage;

/// <summary>Translates failed file operations for callers. Messages are ours; the system's message stays in the inner exception.</summary>
internal static class FileFaults
{
    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMac = 69;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
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
    public static StoreException Translate(Exception exception, string folder) => exception switch
    {
        IOException io when IsFull(io.HResult) =>
            new StoreException(StoreFault.Full, $"There is no space left for {folder}. Free some space, or move the data directory.", exception),
        UnauthorizedAccessException =>
            new StoreException(StoreFault.Unavailable, $"Access to {folder} was denied. Give this process permission to write there.", exception),
        _ => new StoreException(StoreFault.Unavailable, $"A file system operation in {folder} failed.", exception),
    };

    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? code is DiskFullOnWindows or HandleDiskFullOnWindows
        : code == NoSpaceOnUnix || code == (OperatingSystem.IsMacOS() ? QuotaOnMac : QuotaOnLinux);
}
