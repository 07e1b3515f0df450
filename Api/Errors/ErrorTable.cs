
namespace Txt2Image.Api.Errors;

/// <summary>Maps error codes to HTTP statuses, and back for requests that the web framework itself rejects.</summary>
internal static class ErrorTable
{
    public static (int Status, string Title) Of(ErrorCode code) => code switch
    {
        ErrorCode.InvalidRequest => (400, "Invalid request"),
        ErrorCode.Unauthorized => (401, "API key required"),
        ErrorCode.Forbidden => (403, "Forbidden"),
        ErrorCode.NotFound => (404, "Not found"),
        ErrorCode.MethodNotAllowed => (405, "Method not allowed"),
        ErrorCode.Conflict => (409, "Conflict"),
        ErrorCode.PreconditionFailed => (412, "Precondition failed"),
        ErrorCode.TooLarge => (413, "Too large"),
        ErrorCode.UnsupportedMediaType => (415, "Unsupported media type"),
        ErrorCode.CorruptImage => (422, "Corrupt image"),
        ErrorCode.Overloaded => (429, "Server overloaded"),
        ErrorCode.Unavailable => (503, "Service unavailable"),
        ErrorCode.Timeout => (504, "Timed out"),
        ErrorCode.StorageFull => (507, "Storage full"),
        _ => (500, "Internal server error"),
    };

    public static ErrorCode From(int status) => status switch
    {
        401 => ErrorCode.Unauthorized,
        403 => ErrorCode.Forbidden,
        404 => ErrorCode.NotFound,
        405 => ErrorCode.MethodNotAllowed,
        409 => ErrorCode.Conflict,
        412 => ErrorCode.PreconditionFailed,
        413 => ErrorCode.TooLarge,
        415 => ErrorCode.UnsupportedMediaType,
        429 => ErrorCode.Overloaded,
        503 => ErrorCode.Unavailable,
        408 or 504 => ErrorCode.Timeout,
        < 500 => ErrorCode.InvalidRequest,
        _ => ErrorCode.Internal,
    };
}
