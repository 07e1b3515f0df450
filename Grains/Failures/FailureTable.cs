using Orleans.Runtime.Messaging;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage;

namespace Txt2Image.Grains.Failures;

/// <summary>
/// The only table that translates exceptions of stores, the image reader and grain calls to error codes. The messages of stores and the image reader
/// are ours and safe to show; no other message is passed on.
/// </summary>
internal static class FailureTable
{
    /// <summary>Translates an exception; null if it is unexpected.</summary>
    public static Txt2ImageException? Find(Exception exception) => exception switch
    {
        Txt2ImageException known => known,
        StoreException store =>
            new(CodeOf(store.Fault), store.Message) { RetryAfter = store.Fault == StoreFault.Unavailable ? TimeSpan.FromSeconds(1) : null },
        ImageException image => new(CodeOf(image.Fault), image.Message),
        OrleansMessageRejectionException or ConnectionFailedException =>
            new(ErrorCode.Unavailable, "Part of the service is not responding. Try again."),
        OperationCanceledException or TimeoutException => new(ErrorCode.Timeout, "The request timed out. Try again, or request less."),
        _ => null,
    };

    /// <summary>Translates an exception for one image of many; null if it ends the whole call.</summary>
    /// <remarks>
    /// Only an encoder can leave an image without an answer. It is then dead or frozen, and sending the image again finds another one.
    /// </remarks>
    public static AddOutcome? FindForImage(Exception exception) => exception switch
    {
        OperationCanceledException => null,
        OrleansMessageRejectionException or ConnectionFailedException or TimeoutException =>
            AddOutcome.Failed(ErrorCode.Unavailable, "The encoder did not respond in time. Send this image again.", TimeSpan.FromSeconds(2)),
        _ => Find(exception) is { } known ? AddOutcome.Failed(known) : null,
    };

    private static ErrorCode CodeOf(StoreFault fault) => fault switch
    {
        StoreFault.NotFound => ErrorCode.NotFound,
        StoreFault.Conflict or StoreFault.Mismatch => ErrorCode.Conflict,
        StoreFault.Unavailable or StoreFault.Locked => ErrorCode.Unavailable,
        StoreFault.Full => ErrorCode.StorageFull,
        _ => ErrorCode.Internal,
    };

    private static ErrorCode CodeOf(ImageFault fault) => fault switch
    {
        ImageFault.TooLarge or ImageFault.TooManyPixels => ErrorCode.TooLarge,
        ImageFault.Unsupported => ErrorCode.UnsupportedMediaType,
        ImageFault.Empty => ErrorCode.InvalidRequest,
        _ => ErrorCode.CorruptImage,
    };
}
