namespace Txt2Image.Storage;

/// <summary>What a failed file operation means to a caller. Messages are ours; the system's stays in the inner exception.</summary>
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

    /// <summary>Whether this is an exception of the file system.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether another handle holds the file.</summary>
    public static bool IsLocked(IOException exception) => OperatingSystem.IsWindows()
        ? exception.HResult == SharingViolationOnWindows
        : exception.HResult == (OperatingSystem.IsMacOS() ? WouldBlockOnMac : WouldBlockOnLinux);

    /// <summary>The store's exception for one of the file system's.</summary>
    public static StoreException Translate(Exception exception, string folder) => exception switch
    {
        IOException io when IsFull(io.HResult) =>
            new StoreException(StoreFault.Full, $"There is no space left for {folder}. Free some, or move the data directory.", exception),
        UnauthorizedAccessException =>
            new StoreException(StoreFault.Unavailable, $"Access to {folder} was refused. Give this process the right to write there.", exception),
        _ => new StoreException(StoreFault.Unavailable, $"The file system did not carry out a request in {folder}.", exception),
    };

    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? code is DiskFullOnWindows or HandleDiskFullOnWindows
        : code == NoSpaceOnUnix || code == (OperatingSystem.IsMacOS() ? QuotaOnMac : QuotaOnLinux);
}
