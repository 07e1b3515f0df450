
namespace Txt2Image.Api.Errors;

/// <summary>The one table from the error vocabulary to HTTP, and back for what the web framework refuses by itself.</summary>
internal static class ErrorTable
{
    public static (int Status, string Title) Of(ErrorCode code) => code switch
    {
        ErrorCode.InvalidRequest => (400, "The request cannot be meant"),
        ErrorCode.Unauthorized => (401, "A key is needed"),
        ErrorCode.Forbidden => (403, "Not allowed"),
        ErrorCode.NotFound => (404, "Not found"),
        ErrorCode.MethodNotAllowed => (405, "Another method is needed"),
        ErrorCode.Conflict => (409, "It contradicts what is there"),
        ErrorCode.TooLarge => (413, "Too large"),
        ErrorCode.UnsupportedMediaType => (415, "A kind that is not read"),
        ErrorCode.CorruptImage => (422, "The image is damaged"),
        ErrorCode.Overloaded => (429, "Too busy now"),
        ErrorCode.Unavailable => (503, "Something needed does not answer"),
        ErrorCode.Timeout => (504, "Not answered in time"),
        ErrorCode.StorageFull => (507, "No space left"),
        _ => (500, "A failure of the server"),
    };

    public static ErrorCode From(int status) => status switch
    {
        401 => ErrorCode.Unauthorized,
        403 => ErrorCode.Forbidden,
        404 => ErrorCode.NotFound,
        405 => ErrorCode.MethodNotAllowed,
        409 => ErrorCode.Conflict,
        413 => ErrorCode.TooLarge,
        415 => ErrorCode.UnsupportedMediaType,
        429 => ErrorCode.Overloaded,
        503 => ErrorCode.Unavailable,
        408 or 504 => ErrorCode.Timeout,
        < 500 => ErrorCode.InvalidRequest,
        _ => ErrorCode.Internal,
    };
}
