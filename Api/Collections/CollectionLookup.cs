using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Errors;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Calls;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Collections;

/// <summary>
/// Resolves a collection's name, once per request. What was told serves for 250 ms from the asking, on top of the 250 ms that a silo may remember: half of
/// the second after which a question must see what was acknowledged.
/// </summary>
internal sealed class CollectionLookup(IGrainFactory grains, IOptions<Txt2ImageOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (Collection Collection, long Asked)> _told = new(StringComparer.Ordinal);

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
        if (found is null && !fresh)
        {
            found = await FindAsync(name, fresh: true, cancellationToken);
        }

        return found ?? throw await MissingAsync(name, cancellationToken);
    }

    public async Task<IReadOnlyList<Collection>> ListAsync(CancellationToken cancellationToken) => await Retry.CallAsync(
        grains.GetGrain<ICatalogueGrain>(0),
        static (catalogue, token) => new ValueTask<ImmutableArray<Collection>>(catalogue.ListAsync(token)),
        cancellationToken);

    /// <summary>The collection of a name, or null.</summary>
    public ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken) =>
        !fresh && _told.TryGetValue(name, out var told) && time.GetElapsedTime(told.Asked) < Lifetime
            ? new(told.Collection)
            : AskAsync(name, fresh, cancellationToken);

    /// <summary>Forgets what was told of a name: it was changed here.</summary>
    public void Forget(string name) => _told.TryRemove(name, out _);

    private async ValueTask<Collection?> AskAsync(string name, bool fresh, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var found = await Retry.CallAsync(
            (Catalogue: grains.GetGrain<ICatalogueGrain>(0), name, fresh),
            static (call, token) => call.Catalogue.FindAsync(call.name, call.fresh, token),
            cancellationToken);
        if (found is null)
        {
            Forget(name);
        }
        else
        {
            _told.AddOrUpdate(name, (found, asked), (_, other) => other.Asked <= asked ? (found, asked) : other);
        }

        return found;
    }

    private async Task<Txt2ImageException> MissingAsync(string name, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        var hint = Nearest.Likely(name, all.Select(collection => collection.Name)) is { } near ? $"Did you mean '{near}'? " : "";
        var shown = name.Length > 64 ? string.Concat(name.AsSpan(0, 64), "…") : name;
        return new(ErrorCode.NotFound, $"There is no collection '{shown}'. {hint}GET /collections lists all; PUT /collections/NAME creates one.");
    }
}
