using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

/// <summary>Detects from outside whether a queue is shutting down.</summary>
internal static class QueueEnd
{
    /// <summary>A job without a time budget is rejected with a result and never queued; a queue that is shutting down fails every call.</summary>
    public static async Task<bool> IsEndingAsync(this DeviceQueue queue)
    {
        try
        {
            await queue.EncodeAsync(EncodeJob.Text(new[] { 0, 1, 1 }), TimeSpan.FromTicks(-1), default);
            return false;
        }
        catch (Txt2ImageException)
        {
            return true;
        }
    }
}
