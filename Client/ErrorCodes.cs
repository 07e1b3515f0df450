namespace Txt2Image.Client;

/// <summary>The codes of <see cref="ServerErrorException"/> and <see cref="ImageError"/>. Newer servers may have more.</summary>
public static class ErrorCodes
{
    /// <summary>400: the request is invalid; the detail names the fault.</summary>
    public const string InvalidRequest = "InvalidRequest";

    /// <summary>401: the server requires an API key.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403: the key does not allow this.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>404: there is no such collection, alias or image.</summary>
    public const string NotFound = "NotFound";

    /// <summary>409: it conflicts with what exists, such as a collection with another model.</summary>
    public const string Conflict = "Conflict";

    /// <summary>412: the image has changed since it was read.</summary>
    public const string PreconditionFailed = "PreconditionFailed";

    /// <summary>413: more bytes or pixels than the server accepts.</summary>
    public const string TooLarge = "TooLarge";

    /// <summary>415: a format that the server does not read.</summary>
    public const string UnsupportedMediaType = "UnsupportedMediaType";

    /// <summary>422: the image is damaged.</summary>
    public const string CorruptImage = "CorruptImage";

    /// <summary>429: the server is busy; try again later.</summary>
    public const string Overloaded = "Overloaded";

    /// <summary>500: a fault of the server.</summary>
    public const string Internal = "Internal";

    /// <summary>503: something that the server needs does not answer; try again later.</summary>
    public const string Unavailable = "Unavailable";

    /// <summary>504: the work was not done in time.</summary>
    public const string Timeout = "Timeout";

    /// <summary>507: no space is left on the server.</summary>
    public const string StorageFull = "StorageFull";

    /// <summary>
    /// Whether the same image may be accepted a little later: <see cref="Overloaded"/>, <see cref="Unavailable"/> or <see cref="Timeout"/>.
    /// </summary>
    /// <param name="code">A code; case does not matter.</param>
    public static bool IsTransient(string? code) =>
        Is(code, Overloaded) || Is(code, Unavailable) || Is(code, Timeout);

    private static bool Is(string? code, string known) => string.Equals(code, known, StringComparison.OrdinalIgnoreCase);
}
