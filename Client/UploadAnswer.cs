namespace Txt2Image.Client;

/// <summary>What happened to the images of an upload.</summary>
public sealed record UploadAnswer : ServerAnswer
{
    /// <summary>One outcome for each image, in the order they were sent.</summary>
    public IReadOnlyList<UploadedImage> Images { get; init; } = [];

    /// <summary>The collection's version after the upload: an answer of this version includes these images.</summary>
    public string? Version { get; init; }
}

/// <summary>What happened to an image.</summary>
public record UploadedImage
{
    /// <summary>The name that it was sent under.</summary>
    public string? Name { get; init; }

    /// <summary>Its id; null if its bytes were not read.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether it was added, or failed.</summary>
    public ImageStatus Status { get; init; } = ImageStatus.Failed;

    /// <summary>Why it failed; null if it did not.</summary>
    public ImageError? Error { get; init; }

    /// <summary>Where its bytes are, from the server's root: see <see cref="ServerAddress.Absolute"/>.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Where its thumbnail is, from the server's root.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>Whether the file lacks pixels and was accepted without them.</summary>
    public bool Truncated { get; init; }
}

/// <summary>Why an image failed.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>, the word to branch on.</param>
/// <param name="Detail">What to do about it, for a person.</param>
public sealed record ImageError(string? Code, string? Detail)
{
    /// <summary>Whether the same image may be accepted a little later.</summary>
    public bool IsTransient => ErrorCodes.IsTransient(Code);
}
