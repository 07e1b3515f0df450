namespace Txt2Image.Grains.Abstractions;

/// <summary>The whole vocabulary of failure. The Api has one table from here to HTTP statuses.</summary>
[GenerateSerializer]
public enum ErrorCode
{
    /// <summary>A failure of ours.</summary>
    Internal,

    /// <summary>The request cannot be meant: the detail says what to change.</summary>
    InvalidRequest,

    /// <summary>No valid key came with the request.</summary>
    Unauthorized,

    /// <summary>The key or the origin does not allow this.</summary>
    Forbidden,

    /// <summary>There is no such collection, image or route.</summary>
    NotFound,

    /// <summary>The route exists with other methods.</summary>
    MethodNotAllowed,

    /// <summary>The name or the model binding contradicts what is there.</summary>
    Conflict,

    /// <summary>A body, an image or a text is over its bound.</summary>
    TooLarge,

    /// <summary>The bytes are of a kind that is not read.</summary>
    UnsupportedMediaType,

    /// <summary>The bytes claim to be an image of a kind that is read, and are not.</summary>
    CorruptImage,

    /// <summary>A bounded queue is full: come back after the time given.</summary>
    Overloaded,

    /// <summary>Something this service needs does not answer now.</summary>
    Unavailable,

    /// <summary>The request's deadline passed.</summary>
    Timeout,

    /// <summary>There is no space left for images or points.</summary>
    StorageFull,
}
