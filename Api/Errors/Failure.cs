using Orleans.Runtime.Messaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage;

namespace Txt2Image.Api.Errors;

/// <summary>A failure in words that may be shown.</summary>
internal readonly record struct Failure(ErrorCode Code, string Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>What an exception means to a client. Nothing of a message that is not ours gets out.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        Txt2ImageException ours => new(ours.Code, ours.Message, ours.RetryAfter),
        StoreException store => new(Of(store.Fault), store.Message),
        BadHttpRequestException bad => new(ErrorTable.From(bad.StatusCode), Of(bad)),
        OperationCanceledException or TimeoutException => new(ErrorCode.Timeout, "There was no answer in time: try again, or ask for less."),
        OrleansMessageRejectionException or ConnectionFailedException =>
            new(ErrorCode.Unavailable, "A part of the service does not answer now: try again."),
        _ => new(ErrorCode.Internal, "Something failed that should not have. The server's log has it under this trace id."),
    };

    /// <summary>Whether a person has to look: everything else is an answer like any other.</summary>
    public bool IsOurs => Code is ErrorCode.Internal or ErrorCode.StorageFull;

    private static ErrorCode Of(StoreFault fault) => fault switch
    {
        StoreFault.NotFound => ErrorCode.NotFound,
        StoreFault.Conflict => ErrorCode.Conflict,
        StoreFault.Unavailable or StoreFault.Locked => ErrorCode.Unavailable,
        StoreFault.Full => ErrorCode.StorageFull,
        _ => ErrorCode.Internal,
    };

    private static string Of(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "The body is over the limit of this route: send less at a time.",
        StatusCodes.Status408RequestTimeout => "The body arrived too slowly.",
        _ => "The request is not well-formed, or its body ended early.",
    };
}
