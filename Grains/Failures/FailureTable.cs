using Orleans.Runtime.Messaging;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage;

namespace Txt2Image.Grains.Failures;

/// <summary>
/// The one table from what stores, the image reader and grain calls throw to the error vocabulary. The messages of stores and of the image reader are ours
/// and may be shown; no other message is passed on.
/// </summary>
internal static class FailureTable
{
    /// <summary>What an exception means, or null if it was not foreseen.</summary>
    public static Txt2ImageException? Find(Exception exception) => exception switch
    {
        Txt2ImageException known => known,
        StoreException store => new(CodeOf(store.Fault), store.Message) { RetryAfter = store.Fault == StoreFault.Unavailable ? TimeSpan.FromSeconds(1) : null },
        ImageException image => new(CodeOf(image.Fault), image.Message),
        OrleansMessageRejectionException or ConnectionFailedException => new(ErrorCode.Unavailable, "A part of the service does not answer now: try again."),
        OperationCanceledException or TimeoutException => new(ErrorCode.Timeout, "There was no answer in time: try again, or ask for less."),
        _ => null,
    };

    /// <summary>What an exception means for one image of many, or null if it ends the whole call.</summary>
    /// <remarks>Only an encoder leaves an image without an answer, and then it is dead or frozen: sending the image again finds another one.</remarks>
    public static AddOutcome? FindForImage(Exception exception) => exception switch
    {
        OperationCanceledException => null,
        OrleansMessageRejectionException or ConnectionFailedException or TimeoutException =>
            AddOutcome.Failed(ErrorCode.Unavailable, "The encoder did not answer in time; send this image again.", TimeSpan.FromSeconds(2)),
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
