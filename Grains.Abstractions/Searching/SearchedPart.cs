namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>How much of a collection a search had looked at when its time was out.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.SearchedPart")]
public sealed record SearchedPart
{
    /// <summary>How many images were looked at.</summary>
    [Id(0)]
    public required long Searched { get; init; }

    /// <summary>How many images there are, with or without the filter.</summary>
    [Id(1)]
    public required long Total { get; init; }

    /// <summary>No image that was not looked at has a higher score.</summary>
    [Id(2)]
    public required float CompleteDownTo { get; init; }
}
