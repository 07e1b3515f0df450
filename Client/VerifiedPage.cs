namespace Txt2Image.Client;

/// <summary>What was found in a part of a collection.</summary>
public sealed record VerifiedPage : ServerAnswer
{
    /// <summary>How many images of the catalogue were compared.</summary>
    public long Points { get; init; }

    /// <summary>How many images of the image store were compared.</summary>
    public long Stored { get; init; }

    /// <summary>What is wrong, in the order of ids.</summary>
    public IReadOnlyList<VerifyFinding> Findings { get; init; } = [];

    /// <summary>The id after which the next page begins; null on the last.</summary>
    public Guid? Next { get; init; }
}

/// <summary>Something that is wrong with an image.</summary>
/// <param name="Id">The image's id.</param>
/// <param name="Kind"><c>missingBytes</c>, <c>missingThumbnail</c>, <c>unnamedBytes</c>, <c>badEmbedding</c> or <c>wrongBytes</c>.</param>
/// <param name="Names">The names under which it was added; none for bytes without a point.</param>
/// <param name="Detail">What is wrong, and what to do about it.</param>
/// <param name="Repaired">Whether it was repaired now.</param>
public sealed record VerifyFinding(Guid Id, string Kind, IReadOnlyList<string>? Names, string? Detail, bool Repaired);
