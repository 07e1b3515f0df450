namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>Where the hits of a query were cut off.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.CutoffResult")]
public sealed record CutoffResult
{
    /// <summary>Whether they were, or why not.</summary>
    [Id(0)]
    public CutoffState State { get; init; }

    /// <summary>The lowest score that was kept; null if nothing was cut off, or nothing kept.</summary>
    [Id(1)]
    public double? Floor { get; init; }

    /// <summary>Whether no hit is better than chance.</summary>
    [Id(2)]
    public bool IsNothing { get; init; }
}

/// <summary>Whether hits were cut off.</summary>
[GenerateSerializer]
public enum CutoffState
{
    /// <summary>They were.</summary>
    Applied,

    /// <summary>The scores of unrelated texts are being learned.</summary>
    Learning,

    /// <summary>The collection has too few images to learn anything.</summary>
    TooFew,

    /// <summary>Only a part of the collection was searched, so the best hit is not known.</summary>
    Partial,
}
