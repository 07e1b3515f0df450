using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Abstractions.Browsing;

/// <summary>What a person sees of a collection without searching. Stateless; its key is 0.</summary>
[Alias("txt2image.IBrowseGrain")]
public interface IBrowseGrain : IGrainWithIntegerKey
{
    /// <summary>Images that pass a filter, in the order of ids or the one taken last first.</summary>
    [Alias("Select"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<ListedImage>> SelectAsync(ImageSelection request, CancellationToken cancellationToken);

    /// <summary>Counts how often the images that pass a filter have which values in their fields.</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="version">Its version, as the caller knows it.</param>
    /// <param name="filter">A filter in canonical form, or null for all images.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Count"), ResponseTimeout("00:00:15")]
    Task<CollectionFacets> CountAsync(Guid collection, string version, string? filter, CancellationToken cancellationToken);

    /// <summary>
    /// The text with its misspelt words replaced; null if no word of it is both unknown and near to a word that the model or a caption knows.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="version">Its version, as the caller knows it.</param>
    /// <param name="model">The fingerprint of the model.</param>
    /// <param name="text">The text of a search.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Suggest"), ResponseTimeout("00:00:02")]
    Task<string?> SuggestAsync(Guid collection, string version, string model, string text, CancellationToken cancellationToken);
}

/// <summary>Which images to list.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.ImageSelection")]
public sealed record ImageSelection
{
    /// <summary>The physical id of the collection.</summary>
    [Id(0)]
    public required Guid Collection { get; init; }

    /// <summary>The filter that images must pass, in canonical form.</summary>
    [Id(1)]
    public required string Filter { get; init; }

    /// <summary>Whether the image taken last comes first; otherwise they are in the order of their ids.</summary>
    [Id(2)]
    public bool IsNewestFirst { get; init; }

    /// <summary>The place to begin after; null for the start.</summary>
    [Id(3)]
    public ListedPlace? After { get; init; }

    /// <summary>The most images. They must be few enough for one message.</summary>
    [Id(4)]
    public required int Limit { get; init; }
}

/// <summary>How often the images of a collection have which values in their fields.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.CollectionFacets")]
public sealed record CollectionFacets
{
    /// <summary>The collection's version when it was counted, or an earlier one.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>How many images were counted.</summary>
    [Id(1)]
    public required int Counted { get; init; }

    /// <summary>Whether there are more, so that those counted are a random sample.</summary>
    [Id(2)]
    public bool IsSample { get; init; }

    /// <summary>The fields that tell images apart, those that most images have first.</summary>
    [Id(3)]
    public required ImmutableArray<Facet> Facets { get; init; }
}
