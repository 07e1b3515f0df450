using System.Net;
using System.Net.Http.Json;

namespace Txt2Image.Client;

public sealed partial class Txt2ImageClient
{
    /// <summary>Lists the collections.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<CollectionList> ListCollectionsAsync(CancellationToken cancellationToken = default) =>
        _sender.GetAsync<CollectionList>("collections", cancellationToken);

    /// <summary>Describes a collection.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: there is none.</exception>
    public Task<CollectionInfo> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _sender.GetAsync<CollectionInfo>(PathOf(collection), cancellationToken);

    /// <summary>Describes a collection.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The collection, or null if there is none.</returns>
    public async Task<CollectionInfo?> FindCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Reads the history of a collection's writes: whether those that a client remembers are still in it.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The history; null if the server, an older one, keeps none.</returns>
    public async Task<CollectionHistory?> FindHistoryAsync(string collection, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _sender.GetAsync<CollectionHistory>($"{PathOf(collection)}/history", cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Creates a collection. An existing one with the same model is left unchanged.</summary>
    /// <param name="collection">Its name: 1 to 64 of a-z, 0-9, underscore and hyphen, beginning with a letter or digit. Not an alias.</param>
    /// <param name="model">The model that embeds its images, by name or fingerprint; the server's if not given.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">
    /// InvalidRequest: the name or the model is not valid. Conflict: it exists with another model, or the name is an alias.
    /// </exception>
    public Task<CollectionInfo> CreateCollectionAsync(string collection, string? model = null, CancellationToken cancellationToken = default) =>
        _sender.ReadAsync<CollectionInfo>(
            () => _sender.Request(HttpMethod.Put, PathOf(collection), model is null ? null : JsonContent.Create(new { model })), cancellationToken);

    /// <summary>Describes a collection, and creates it if it does not exist. An existing one keeps its model.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public async Task<CollectionInfo> EnsureCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        await FindCollectionAsync(collection, cancellationToken).ConfigureAwait(false)
        ?? await CreateCollectionAsync(collection, model: null, cancellationToken).ConfigureAwait(false);

    /// <summary>Permanently deletes a collection with all its images.</summary>
    /// <param name="collection">Its own name, not an alias.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: there is none. Conflict: the name is an alias.</exception>
    public Task DeleteCollectionAsync(string collection, CancellationToken cancellationToken = default) =>
        _sender.ReadBytesAsync(() => _sender.Request(HttpMethod.Delete, PathOf(collection)), cancellationToken);

    /// <summary>Makes an alias point to a collection; one that points elsewhere is moved in one step.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="alias">The alias, in the same form as a collection's name.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The collection that the alias points to.</returns>
    /// <exception cref="ServerErrorException">NotFound: there is no such collection. Conflict: the alias is the name of a collection.</exception>
    public Task<CollectionInfo> SetAliasAsync(string collection, string alias, CancellationToken cancellationToken = default) =>
        _sender.ReadAsync<CollectionInfo>(() => _sender.Request(HttpMethod.Put, AliasPath(collection, alias)), cancellationToken);

    /// <summary>Removes an alias of a collection, which stays.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: the collection has no such alias.</exception>
    public Task RemoveAliasAsync(string collection, string alias, CancellationToken cancellationToken = default) =>
        _sender.ReadBytesAsync(() => _sender.Request(HttpMethod.Delete, AliasPath(collection, alias)), cancellationToken);

    /// <summary>Verifies a page of a collection: whether catalogue, image store and embeddings are consistent.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="after">The <see cref="VerifiedPage.Next"/> of the page before; null for the first.</param>
    /// <param name="isDeep">Whether all bytes are read: originals are compared with their id, previews and thumbnails are decoded.</param>
    /// <param name="repairs">Whether findings are repaired: points without bytes and bytes without a point are deleted, thumbnails are made.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async Task<VerifiedPage> VerifyAsync(
        string collection, Guid? after = null, bool isDeep = false, bool repairs = false, CancellationToken cancellationToken = default)
    {
        var page = await _sender.ReadAsync<VerifiedPage>(
            () => _sender.Request(
                HttpMethod.Post, $"{PathOf(collection)}/verify", JsonContent.Create(new { after, deep = isDeep, repair = repairs })),
            cancellationToken).ConfigureAwait(false);
        return page.Findings is null ? page with { Findings = [] } : page;
    }

    /// <summary>
    /// Begins or continues to embed a collection with another model, for about 5 s. Repeat it until the state is <c>ready</c>, then finish. The
    /// collection is searched and written meanwhile.
    /// </summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="model">The model, by name or fingerprint: one that the server runs.</param>
    /// <param name="keepAs">The name that the old collection has afterwards; its own with <c>-old</c> if not given.</param>
    /// <param name="dropsOld">Whether the old collection is deleted then.</param>
    /// <param name="cancellationToken">Stops the request. What is done is kept.</param>
    /// <exception cref="ServerErrorException">
    /// InvalidRequest: the server does not run the model. Conflict: the collection has it already, a reindex with another model has begun, or
    /// the name is taken.
    /// </exception>
    public Task<ReindexProgress> ReindexAsync(
        string collection, string model, string? keepAs = null, bool dropsOld = false, CancellationToken cancellationToken = default) =>
        ReindexAsync("reindex", collection, model, keepAs, dropsOld, cancellationToken);

    /// <summary>Puts the reindexed collection in the place of the old one, in one step.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="model">As for <see cref="ReindexAsync(string, string, string?, bool, CancellationToken)"/>.</param>
    /// <param name="keepAs">The name that the old collection has afterwards; its own with <c>-old</c> if not given.</param>
    /// <param name="dropsOld">Whether the old collection is deleted then.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The state <c>finished</c>, or <c>behind</c>: then continue, and finish again.</returns>
    /// <exception cref="ServerErrorException">As above; also Conflict: an image cannot be embedded.</exception>
    public Task<ReindexProgress> FinishReindexAsync(
        string collection, string model, string? keepAs = null, bool dropsOld = false, CancellationToken cancellationToken = default) =>
        ReindexAsync("reindex/finish", collection, model, keepAs, dropsOld, cancellationToken);

    /// <summary>Lists the collections of other programs in the server's Qdrant.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">The server has no Qdrant.</exception>
    public Task<QdrantSourceList> ListQdrantSourcesAsync(CancellationToken cancellationToken = default) =>
        _sender.GetAsync<QdrantSourceList>("import/qdrant", cancellationToken);

    /// <summary>Adds a page of the pictures that another program keeps in the server's Qdrant. It is safe to repeat.</summary>
    /// <param name="collection">The collection to add to.</param>
    /// <param name="source">The collection in Qdrant.</param>
    /// <param name="after">The <see cref="ImportedPage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">The most points of the page: 1 to 256. A page has fewer if pictures are large.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">NotFound: there is no such collection.</exception>
    public async Task<ImportedPage> ImportQdrantAsync(
        string collection, string source, string? after = null, int limit = 16, CancellationToken cancellationToken = default)
    {
        var page = await _sender.ReadAsync<ImportedPage>(
            () => _sender.Request(HttpMethod.Post, $"{PathOf(collection)}/import/qdrant", JsonContent.Create(new { source, after, limit })),
            cancellationToken).ConfigureAwait(false);
        return page.Json.TryGetProperty("points", out _) && page.Points is not null
            ? page
            : throw _sender.Unexpected("the answer to an import names no points");
    }

    private async Task<ReindexProgress> ReindexAsync(
        string step, string collection, string model, string? keepAs, bool dropsOld, CancellationToken cancellationToken)
    {
        var progress = await _sender.ReadAsync<ReindexProgress>(
            () => _sender.Request(HttpMethod.Post, $"{PathOf(collection)}/{step}", JsonContent.Create(new { model, keepAs, dropOld = dropsOld })),
            cancellationToken).ConfigureAwait(false);
        return progress.Failures is null ? progress with { Failures = [] } : progress;
    }

    private static string AliasPath(string collection, string alias) => $"{PathOf(collection)}/aliases/{Uri.EscapeDataString(alias)}";
}
