using System.Collections.Concurrent;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Client;

/// <summary>
/// Resolves a collection's name, once per request. A process that hosts a silo uses the catalogue that its grains use, without a cache of its own. A
/// client of silos caches a silo's answer for 250 ms after asking, on top of the 250 ms for which the silo caches a reading. Together that is half of
/// the second after which a query must see an acknowledged write.
/// </summary>
internal sealed class CollectionLookup(IGrainFactory grains, TimeProvider time, Catalogue? local = null)
{
    /// <summary>How long a silo's answer is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (Collection Collection, long Asked)> _answers = new(StringComparer.Ordinal);

    /// <summary>The collection with this name, or null.</summary>
    /// <param name="name">A name or alias.</param>
    /// <param name="fresh">Whether the result must be as new as the request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken)
    {
        if (fresh)
        {
            return ReadAsync(name, fresh, cancellationToken);
        }

        return local is null && _answers.TryGetValue(name, out var known) && time.GetElapsedTime(known.Asked) < Lifetime
            ? new(known.Collection)
            : FindAlsoIfNewAsync(name, cancellationToken);
    }

    /// <summary>Removes a name that this process has changed from the cache.</summary>
    public void Forget(string name)
    {
        local?.Forget(name);
        _answers.TryRemove(name, out _);
    }

    /// <summary>A collection that was just created may be missing from a shared reading.</summary>
    private async ValueTask<Collection?> FindAlsoIfNewAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(name, fresh: false, cancellationToken) ?? await ReadAsync(name, fresh: true, cancellationToken);

    private ValueTask<Collection?> ReadAsync(string name, bool fresh, CancellationToken cancellationToken) =>
        local is null ? AskAsync(name, fresh, cancellationToken) : local.FindAsync(name, fresh, cancellationToken);

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
            _answers.AddOrUpdate(name, (found, asked), (_, other) => other.Asked <= asked ? (found, asked) : other);
        }

        return found;
    }
}
