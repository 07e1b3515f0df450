using Orleans.Runtime.Messaging;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage;

namespace Txt2Image.Grains.Failures;

/// <summary>What a failure means for one image of many.</summary>
internal static class ImageFailures
{
    /// <summary>The failure as the image's outcome, or null where it is not the image's own: then the whole call fails.</summary>
    public static AddOutcome? ToOutcome(Exception failure) => failure switch
    {
        ImageException of => Failed(CodeOf(of.Fault), of.Message, null),
        StoreException of => ToOutcome(StoreFailures.ToWire(of)),
        Txt2ImageException of => Failed(of.Code, of.Message, of.RetryAfter),
        OrleansMessageRejectionException or ConnectionFailedException or TimeoutException =>
            Failed(ErrorCode.Unavailable, "The encoder did not answer in time; send this image again.", TimeSpan.FromSeconds(2)),
        _ => null,
    };

    private static AddOutcome Failed(ErrorCode code, string detail, TimeSpan? retryAfter) =>
        new() { Status = AddStatus.Failed, Error = code, Detail = detail, RetryAfter = retryAfter };

    private static ErrorCode CodeOf(ImageFault fault) => fault switch
    {
        ImageFault.TooLarge or ImageFault.TooManyPixels => ErrorCode.TooLarge,
        ImageFault.Unsupported => ErrorCode.UnsupportedMediaType,
        ImageFault.Empty => ErrorCode.InvalidRequest,
        _ => ErrorCode.CorruptImage,
    };
}
