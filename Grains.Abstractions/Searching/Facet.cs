using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>How often a field has which value among the hits.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.Facet")]
public sealed record Facet
{
    /// <summary>The field's name.</summary>
    [Id(0)]
    public required string Field { get; init; }

    /// <summary>The most frequent values, by descending count, then value.</summary>
    [Id(1)]
    public required ImmutableArray<FacetValue> Values { get; init; }

    /// <summary>How many hits have another value.</summary>
    [Id(2)]
    public int Others { get; init; }

    /// <summary>How many hits do not have the field.</summary>
    [Id(3)]
    public int Missing { get; init; }
}

/// <summary>A value of a field, and how many hits have it.</summary>
/// <param name="Json">The value as JSON: a string, a number or a boolean.</param>
/// <param name="Count">The number of hits.</param>
[GenerateSerializer, Immutable, Alias("txt2image.FacetValue")]
public readonly record struct FacetValue(string Json, int Count);
