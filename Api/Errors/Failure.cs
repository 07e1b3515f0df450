using Txt2Image.Grains.Failures;

namespace Txt2Image.Api.Errors;

/// <summary>A failure in words that clients may see.</summary>
internal readonly record struct Failure(ErrorCode Code, string Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>Converts an exception to what a client sees. Messages that are not ours are never sent.</summary>
    public static Failure Of(Exception exception)
    {
        if (exception is BadHttpRequestException bad)
        {
            return new(ErrorTable.From(bad.StatusCode), Of(bad));
        }

        return FailureTable.Find(exception) is { } known
            ? new(known.Code, known.Message, known.RetryAfter)
            : new(ErrorCode.Internal, "An unexpected error occurred. The server's log describes it under this trace id.");
    }

    /// <summary>Whether an administrator should look at it. Other failures are ordinary answers.</summary>
    public bool IsOurs => Code is ErrorCode.Internal or ErrorCode.StorageFull;

    private static string Of(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this route allows: send less at a time.",
        StatusCodes.Status408RequestTimeout => "The body arrived too slowly.",
        _ => "The request is not well-formed, or its body ended early.",
    };
}
