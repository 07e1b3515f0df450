using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

/// <summary>Sees from outside whether a queue has begun to end.</summary>
internal static class QueueEnd
{
    /// <summary>A job without time is refused with a result, and is never queued; a queue that ends fails every call.</summary>
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
