using System.ComponentModel;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Api.Collections;

/// <summary>A collection as a client sees it.</summary>
[Description("A collection of images, bound to the model that embeds them.")]
internal sealed record CollectionBody(
    [property: Description("Its name: 1 to 64 of a-z, 0-9, underscore and hyphen, beginning with a letter or digit.")] string Name,
    [property: Description("The model that embeds its images; it never changes.")] string Model,
    [property: Description("The model's fingerprint: what it is, to the last weight.")] string Fingerprint,
    [property: Description("The length of its embeddings.")] int Dimension,
    [property: Description("How many images it holds.")] long Images,
    [property: Description("How many bytes their originals have; null where they were not counted from the start.")] long? Bytes,
    [property: Description("Other names that lead to it.")] IReadOnlyList<string> Aliases,
    [property: Description("A random token that every write renews.")] string Version,
    [property: Description("When it was created, UTC.")] DateTimeOffset Created,
    [property: Description("When its images last changed, UTC.")] DateTimeOffset Changed)
{
    public static CollectionBody Of(Collection collection) => new(
        collection.Name,
        collection.ModelName,
        collection.Model,
        collection.Dimension,
        collection.Images,
        collection.Bytes,
        collection.Aliases.IsDefault ? [] : collection.Aliases,
        collection.Version,
        collection.Created,
        collection.Changed);
}

/// <summary>All collections, by name.</summary>
internal sealed record CollectionsBody(IReadOnlyList<CollectionBody> Collections);

/// <summary>What a collection is created from.</summary>
internal sealed record CreateBody(
    [property: Description("The model that will embed its images: the one that the server runs, which is also the default.")] string? Model);
