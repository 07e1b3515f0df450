using System.Collections.Immutable;
using Txt2Image.Api.Collections;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;

namespace Txt2Image.Api.Search.Watching;

/// <summary>
/// A standing question: which images were added to a collection since the last time, and which of them match. The collection's writer remembers its
/// last writes in memory; it is asked when the collection's version has changed.
/// </summary>
internal sealed class Watch(GrainClient grains, ServedModels models, Composer composer, SearchQuestion question, string name)
{
    /// <summary>The most images that are compared at once, so that a message stays small.</summary>
    private const int MostInMessage = 250;

    private readonly Queue<Guid> _added = new();
    private Embedding _embedding;

    /// <summary>The collection, as it was last read.</summary>
    public Collection Collection { get; private set; } = null!;

    /// <summary>The version up to which added images are known.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Whether images may have been added that are not known; the reader sets it back.</summary>
    public bool HasGap { get; set; }

    /// <summary>Whether there are added images that were not compared yet.</summary>
    public bool HasAdded => _added.Count > 0;

    /// <summary>Embeds the question, and begins after a version.</summary>
    /// <param name="since">The version; null for the present one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task BeginAsync(string? since, CancellationToken cancellationToken)
    {
        Collection = await grains.GetCollectionAsync(name, fresh: true, cancellationToken);
        _embedding = await EmbedAsync(Collection, cancellationToken);
        if (since is not null)
        {
            Version = since;
            await ReadAsync(cancellationToken);
            return;
        }

        Version = (await grains.ChangesAsync(Collection, since: null, cancellationToken)).Version;
    }

    /// <summary>Looks for added images. It may find them some hundred milliseconds late.</summary>
    /// <param name="always">Whether the writer is asked even if the version is the same.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task LookAsync(bool always, CancellationToken cancellationToken)
    {
        var now = await grains.GetCollectionAsync(name, fresh: false, cancellationToken);
        if (now.Id != Collection.Id)
        {
            // Another collection has taken its place, perhaps with another model.
            _embedding = await EmbedAsync(now, cancellationToken);
            _added.Clear();
            Collection = now;
        }

        if (always || now.Version != Version)
        {
            await ReadAsync(cancellationToken);
        }
    }

    /// <summary>Compares the next of the added images. If that fails, they are still there to be compared again.</summary>
    /// <returns>Those that match.</returns>
    public async Task<ImmutableArray<SearchHit>> MatchAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Guid> ids = [.. _added.Take(MostInMessage)];
        var request = new MatchRequest
        {
            Collection = Collection.Id,
            Ids = ids,
            Embedding = _embedding,
            MinScore = question.MinScore,
            Filter = question.Filter,
        };
        var hits = await grains.MatchAsync(request, cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            _added.Dequeue();
        }

        return hits;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var changes = await grains.ChangesAsync(Collection, Version, cancellationToken);
        if (changes.Version != Version && changes.Added is null)
        {
            HasGap = true;
        }

        foreach (var id in changes.Added ?? [])
        {
            _added.Enqueue(id);
        }

        Version = changes.Version;
    }

    private async Task<Embedding> EmbedAsync(Collection collection, CancellationToken cancellationToken)
    {
        var model = models.Of(collection);
        var composed = question.Terms.IsEmpty
            ? new Composed(QueryKey.FromText(model.Tokenizer, question.Text!), [], [])
            : await composer.ComposeAsync(question, collection, model, fresh: true, cancellationToken);
        var embedded = await grains.EmbedAsync(composed.Key, collection.Model, composed.Vectors, cancellationToken);
        return embedded.Embedding ?? throw new Txt2ImageException(
            ErrorCode.Overloaded, "The server is overloaded: try again after the time in Retry-After.") { RetryAfter = embedded.RetryAfter };
    }
}
