using System.ComponentModel;
using System.Text.Json.Serialization;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Api.Collections;

/// <summary>A collection as a client sees it.</summary>
[Description("A collection of images, bound to the model that embeds them.")]
internal sealed record CollectionBody(
    [property: Description("Its name: 1 to 64 characters of a-z, 0-9, underscore and hyphen; the first is a letter or digit.")] string Name,
    [property: Description("The model that embeds its images; only a reindex changes it.")] string Model,
    [property: Description("The model's fingerprint, which changes with any of its weights.")] string Fingerprint,
    [property: Description("The length of its embeddings.")] int Dimension,
    [property: Description("How many images it has.")] long Images,
    [property: Description("The size of their originals in bytes; null if it was not counted from the start.")] long? Bytes,
    [property: Description("Its aliases.")] IReadOnlyList<string> Aliases,
    [property: Description("A token that changes with every write: EPOCH-NUMBER-RANDOM.")] string Version,
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

/// <summary>The body of a request to create a collection.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateBody(
    [property: Description("The model that embeds its images: one that the server runs. Default: the first of them.")] string? Model = null);
