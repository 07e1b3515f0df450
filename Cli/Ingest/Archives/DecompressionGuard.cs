namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Bounds what an archive may unpack to, whatever it declares: it rejects decompression bombs.</summary>
internal sealed class DecompressionGuard(long archiveBytes)
{
    public const long MaxEntryBytes = 256L << 20;

    /// <summary>Pictures are compressed already: an archive of them unpacks to about its own size.</summary>
    public const int MaxRatio = 100;

    /// <summary>No archive is suspect before it has unpacked to this much.</summary>
    public const long AlwaysAllowed = 64L << 20;

    private long _unpacked;

    /// <exception cref="SuspectArchiveException">The archive has unpacked to far more than its size.</exception>
    public void Count(long bytes)
    {
        _unpacked += bytes;
        if (_unpacked > Math.Max(AlwaysAllowed, archiveBytes * MaxRatio))
        {
            throw new SuspectArchiveException(
                $"it unpacks to more than {MaxRatio} times its size, which no archive of pictures does: the rest is not read");
        }
    }
}

internal sealed class SuspectArchiveException(string reason) : Exception(reason);
