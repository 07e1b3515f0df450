using Txt2Image.Api.Errors;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections;

/// <summary>Resolves the collection that a request names.</summary>
internal static class CollectionResolution
{
    /// <summary>Returns the collection with a name or alias.</summary>
    /// <param name="grains">Reads the catalogue.</param>
    /// <param name="name">A name or alias.</param>
    /// <param name="fresh">Whether the result must be at least as recent as the request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Txt2ImageException">NotFound; the message says what to do.</exception>
    public static async ValueTask<Collection> GetCollectionAsync(
        this GrainClient grains, string name, bool fresh, CancellationToken cancellationToken) =>
        await grains.FindCollectionAsync(name, fresh, cancellationToken) ?? throw await grains.MissingAsync(name, cancellationToken);

    /// <summary>The answer to a request for a collection that does not exist.</summary>
    public static async Task<Txt2ImageException> MissingAsync(this GrainClient grains, string name, CancellationToken cancellationToken)
    {
        var all = await grains.ListCollectionsAsync(cancellationToken);
        var hint = Nearest.Likely(name, all.Select(collection => collection.Name)) is { } near ? $"Did you mean '{near}'? " : "";
        var shown = name.Length > 64 ? string.Concat(name.AsSpan(0, 64), "…") : name;
        return new(
            ErrorCode.NotFound,
            $"There is no collection '{shown}'. {hint}GET /collections lists all collections; PUT /collections/NAME creates one.");
    }
}
