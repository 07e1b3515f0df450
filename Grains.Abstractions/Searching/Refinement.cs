using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>How the best hits of a query are reduced, ordered and counted before a slice is returned.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.Refinement")]
public sealed record Refinement
{
    /// <summary>How many of the best hits it works on, 1 to 1,000.</summary>
    [Id(0)]
    public required int Within { get; init; }

    /// <summary>The order of the hits.</summary>
    [Id(1)]
    public HitOrder Order { get; init; }

    /// <summary>The cosine of two images from which they are folded into one hit, 0 to 1; null: none are.</summary>
    [Id(2)]
    public double? Collapse { get; init; }

    /// <summary>How much hits must differ from those before them, 0 to 1; null: the order is <see cref="Order"/>.</summary>
    [Id(3)]
    public double? Diversity { get; init; }

    /// <summary>The fields whose values are counted.</summary>
    [Id(4)]
    public ImmutableArray<string> Facets { get; init; } = [];

    /// <summary>Whether it does anything but cut off.</summary>
    public bool Arranges => Order != HitOrder.Score || Collapse is not null || Diversity is not null || !Facets.IsDefaultOrEmpty;
}

/// <summary>The order of hits.</summary>
[GenerateSerializer]
public enum HitOrder
{
    /// <summary>The best first.</summary>
    Score,

    /// <summary>The latest first, by the field <c>taken</c>; those without it come last.</summary>
    Taken,

    /// <summary>By the first name, from A to Z.</summary>
    Name,
}
