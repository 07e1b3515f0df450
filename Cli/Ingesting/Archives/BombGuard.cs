namespace Txt2Image.Cli.Ingesting.Archives;

/// <summary>Bounds what an archive may unpack to, whatever it says of itself.</summary>
internal sealed class BombGuard(long archiveBytes)
{
    public const long MaxEntryBytes = 256L << 20;

    /// <summary>Pictures are packed already: an archive of them unpacks to about its own size.</summary>
    public const int MaxRatio = 100;

    /// <summary>No archive is suspect before it has unpacked to so much.</summary>
    public const long AlwaysAllowed = 64L << 20;

    private long _unpacked;

    /// <exception cref="SuspectArchiveException">The archive has unpacked to far more than its size.</exception>
    public void Count(long bytes)
    {
        _unpacked += bytes;
        if (_unpacked > Math.Max(AlwaysAllowed, archiveBytes * MaxRatio))
        {
            throw new SuspectArchiveException(
                $"it unpacks to more than {MaxRatio} times its size, as no archive of pictures does: nothing more of it is read");
        }

    }
}

internal sealed class SuspectArchiveException(string reason) : Exception(reason);
