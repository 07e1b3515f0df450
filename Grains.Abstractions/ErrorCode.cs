namespace Txt2Image.Grains.Abstractions;

/// <summary>All kinds of failure. The Api maps them to HTTP statuses in one table.</summary>
[GenerateSerializer]
public enum ErrorCode
{
    /// <summary>A bug or an unexpected failure of this service.</summary>
    Internal,

    /// <summary>The request is invalid; the detail says what to change.</summary>
    InvalidRequest,

    /// <summary>The request has no valid key.</summary>
    Unauthorized,

    /// <summary>The key or the origin does not allow this.</summary>
    Forbidden,

    /// <summary>The collection, image or route does not exist.</summary>
    NotFound,

    /// <summary>The route exists, but not with this method.</summary>
    MethodNotAllowed,

    /// <summary>The name already exists, or the model is not the collection's.</summary>
    Conflict,

    /// <summary>A body, an image or a text is over its limit.</summary>
    TooLarge,

    /// <summary>The bytes are in a format that is not supported.</summary>
    UnsupportedMediaType,

    /// <summary>The bytes look like an image in a supported format but cannot be decoded.</summary>
    CorruptImage,

    /// <summary>A bounded queue is full; try again after the given time.</summary>
    Overloaded,

    /// <summary>A part that this service needs does not answer.</summary>
    Unavailable,

    /// <summary>The request's deadline passed.</summary>
    Timeout,

    /// <summary>There is no space left for images or points.</summary>
    StorageFull,

    /// <summary>The image has changed since the client read it.</summary>
    PreconditionFailed,
}
