using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Calls;
using Txt2Image.Api.Errors;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Hosting;

namespace Txt2Image.Api.Collections;

/// <summary>Resolves a collection's name, once per request.</summary>
internal sealed class CollectionLookup(IGrainFactory grains, IOptions<Txt2ImageOptions> options)
{
    /// <summary>The collection that is searched if none is named.</summary>
    public string Default { get; } = options.Value.DefaultCollection;

    /// <summary>The collection of a name; the default collection if there is none.</summary>
    /// <param name="name">A name or alias, or null.</param>
    /// <param name="fresh">Whether what is told must be as new as the request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Txt2ImageException">NotFound, with what to do about it.</exception>
    public async ValueTask<Collection> GetAsync(string? name, bool fresh, CancellationToken cancellationToken)
    {
        name ??= Default;
        var found = await FindAsync(name, fresh, cancellationToken);

        // One created a moment ago may be missing from what is remembered.
        if (found is null && !fresh) found = await FindAsync(name, fresh: true, cancellationToken);
        return found ?? throw await MissingAsync(name, cancellationToken);
    }

    public async Task<IReadOnlyList<Collection>> ListAsync(CancellationToken cancellationToken) => await Retry.CallAsync(
        grains.GetGrain<ICatalogueGrain>(0),
        static (catalogue, token) => new ValueTask<ImmutableArray<Collection>>(catalogue.ListAsync(token)),
        cancellationToken);

    /// <summary>The collection of a name, or null.</summary>
    public ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken) => Retry.CallAsync(
        (Catalogue: grains.GetGrain<ICatalogueGrain>(0), name, fresh),
        static (asked, token) => asked.Catalogue.FindAsync(asked.name, asked.fresh, token),
        cancellationToken);

    private async Task<Txt2ImageException> MissingAsync(string name, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        var hint = Nearest.Likely(name, all.Select(collection => collection.Name)) is { } near ? $"Did you mean '{near}'? " : "";
        var shown = name.Length > 64 ? string.Concat(name.AsSpan(0, 64), "…") : name;
        return new(ErrorCode.NotFound, $"There is no collection '{shown}'. {hint}GET /collections lists all; PUT /collections/NAME creates one.");
    }
}
