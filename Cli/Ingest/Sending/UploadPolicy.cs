using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Sending;

/// <summary>How long an upload may take: no image may block the others forever, and a slow connection must not count as a dead one.</summary>
internal static class UploadPolicy
{
    private static readonly TimeSpan ToAnswer = TimeSpan.FromMinutes(2);
    private const long SlowestBytesPerSecond = 32 << 10;

    /// <summary>A request that has been sent is waited for even after Ctrl-C, which only prevents further ones.</summary>
    public static RetryPolicy For(IReadOnlyList<ImageFile> images) => RetryPolicy.Bulk with
    {
        Timeout = ToAnswer + TimeSpan.FromSeconds(images.Sum(image => image.Length) / (double)SlowestBytesPerSecond),
        CompletesSentRequests = true,
    };
}
