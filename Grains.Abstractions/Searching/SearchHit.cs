using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>An image that a search found.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.SearchHit")]
public sealed record SearchHit
{
    /// <summary>The image's id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The cosine similarity of query and image, in [-1, 1].</summary>
    [Id(1)]
    public required float Score { get; init; }

    /// <summary>The image's names, at least one.</summary>
    [Id(2)]
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>The image's caption, or null.</summary>
    [Id(3)]
    public string? Caption { get; init; }

    /// <summary>The image's fields: a JSON object of strings, numbers and booleans, or null.</summary>
    [Id(4)]
    public string? Fields { get; init; }

    /// <summary>Width in pixels.</summary>
    [Id(5)]
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    [Id(6)]
    public required int Height { get; init; }

    /// <summary>The images that were folded into this one, by descending score, then id.</summary>
    [Id(7)]
    public ImmutableArray<Guid> Folded { get; init; } = [];

    /// <summary>
    /// The probability that the best hit of an unrelated text stands out as much as this one, above 0 to 1; null if it was not asked for or is not
    /// known.
    /// </summary>
    [Id(8)]
    public double? Chance { get; init; }

    /// <summary>A blurred picture of it: a ThumbHash of at most 25 bytes; default or empty if there is none.</summary>
    [Id(9)]
    public ImmutableArray<byte> ThumbHash { get; init; } = [];
}
