using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage;

namespace Txt2Image.Grains.Failures;

/// <summary>The one translation of what stores throw into the error vocabulary.</summary>
internal static class StoreFailures
{
    public static Txt2ImageException ToWire(StoreException failure) => new(CodeOf(failure.Fault), failure.Message)
    {
        RetryAfter = failure.Fault == StoreFault.Unavailable ? TimeSpan.FromSeconds(1) : null,
    };

    private static ErrorCode CodeOf(StoreFault fault) => fault switch
    {
        StoreFault.NotFound => ErrorCode.NotFound,
        StoreFault.Conflict or StoreFault.Mismatch => ErrorCode.Conflict,
        StoreFault.Unavailable or StoreFault.Locked => ErrorCode.Unavailable,
        StoreFault.Full => ErrorCode.StorageFull,
        _ => ErrorCode.Internal,
    };
}
