using Txt2Image.Grains.Failures;

namespace Txt2Image.Api.Errors;

/// <summary>A failure in words that may be shown.</summary>
internal readonly record struct Failure(ErrorCode Code, string Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>What an exception means to a client. Nothing of a message that is not ours gets out.</summary>
    public static Failure Of(Exception exception)
    {
        if (exception is BadHttpRequestException bad)
        {
            return new(ErrorTable.From(bad.StatusCode), Of(bad));
        }

        return FailureTable.Find(exception) is { } known
            ? new(known.Code, known.Message, known.RetryAfter)
            : new(ErrorCode.Internal, "Something failed that should not have. The server's log has it under this trace id.");
    }

    /// <summary>Whether a person has to look: everything else is an answer like any other.</summary>
    public bool IsOurs => Code is ErrorCode.Internal or ErrorCode.StorageFull;

    private static string Of(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "The body is over the limit of this route: send less at a time.",
        StatusCodes.Status408RequestTimeout => "The body arrived too slowly.",
        _ => "The request is not well-formed, or its body ended early.",
    };
}
