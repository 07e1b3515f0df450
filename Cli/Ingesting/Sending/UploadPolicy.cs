using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Ingesting.Sending;

/// <summary>How long an upload may take: no image may hold up the others for ever, and a slow line must not be taken for a dead one.</summary>
internal static class UploadPolicy
{
    private static readonly TimeSpan ToAnswer = TimeSpan.FromMinutes(2);
    private const long SlowestBytesPerSecond = 32 << 10;

    /// <summary>What has been sent is waited for, also after Ctrl-C: it ends what is not under way.</summary>
    public static RetryPolicy For(IReadOnlyList<ImageFile> images) => RetryPolicy.Bulk with
    {
        Timeout = ToAnswer + TimeSpan.FromSeconds(images.Sum(image => image.Length) / (double)SlowestBytesPerSecond),
        FinishesWhatIsSent = true,
    };
}
