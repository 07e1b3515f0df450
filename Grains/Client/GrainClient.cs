using System.Collections.Immutable;
using System.Diagnostics;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Browsing;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Client;

/// <summary>
/// The only way in which a process calls grains, whether it is a silo or a client of silos. It finds the grain and repeats a call if its silo died.
/// </summary>
internal sealed class GrainClient(IGrainFactory grains, CollectionLookup lookup)
{
    /// <summary>The most images in one message: a megabyte if embeddings have 1,024 values.</summary>
    private const int MostInMessage = 250;

    private readonly QuestionGrains _questions = new(grains);

    private ICatalogueGrain Catalogue => grains.GetGrain<ICatalogueGrain>(0);

    private IBrowseGrain Browsing => grains.GetGrain<IBrowseGrain>(0);

    private IImageListingGrain Listing => grains.GetGrain<IImageListingGrain>(0);

    /// <summary>Returns the images nearest to a query. The answer may be a rejection with a time to retry after.</summary>
    /// <param name="question">The query.</param>
    /// <param name="request">Where to search, and for what.</param>
    /// <param name="partialAt">When the hits found so far are an answer too, as a timestamp of <see cref="Stopwatch"/>; null: never.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<SearchAnswer> SearchAsync(QueryKey question, SearchRequest request, long? partialAt, CancellationToken cancellationToken) =>
        Retry.CallAsync(
            (Grain: _questions.Of(question), request, partialAt),
            static (call, token) => call.Grain.SearchAsync(InTime(call.request, call.partialAt), token),
            cancellationToken);

    /// <inheritdoc cref="IQueryGrain.EmbedAsync"/>
    public ValueTask<TermEmbedding> EmbedAsync(
        QueryKey question, string model, ImmutableArray<QueryInput> inputs, CancellationToken cancellationToken) => Retry.CallAsync(
        (Grain: _questions.Of(question), model, inputs),
        static (call, token) => call.Grain.EmbedAsync(call.model, call.inputs, token),
        cancellationToken);

    /// <inheritdoc cref="IMatchGrain.MatchAsync"/>
    public ValueTask<ImmutableArray<SearchHit>> MatchAsync(MatchRequest request, CancellationToken cancellationToken) => Retry.CallAsync(
        (Grain: grains.GetGrain<IMatchGrain>(0), request),
        static (call, token) => new ValueTask<ImmutableArray<SearchHit>>(call.Grain.MatchAsync(call.request, token)),
        cancellationToken);

    /// <summary>The devices of all silos.</summary>
    public ValueTask<ImmutableArray<DeviceSlot>> ListDevicesAsync(CancellationToken cancellationToken) =>
        Retry.CallAsync(grains.GetGrain<IDeviceMapGrain>(0), static (map, _) => map.GetAsync(), cancellationToken);

    /// <inheritdoc cref="CollectionLookup.FindAsync"/>
    public ValueTask<Collection?> FindCollectionAsync(string name, bool fresh, CancellationToken cancellationToken) =>
        lookup.FindAsync(name, fresh, cancellationToken);

    /// <summary>All collections, by name.</summary>
    public ValueTask<ImmutableArray<Collection>> ListCollectionsAsync(CancellationToken cancellationToken) =>
        Retry.CallAsync(
            Catalogue, static (catalogue, token) => new ValueTask<ImmutableArray<Collection>>(catalogue.ListAsync(token)), cancellationToken);

    /// <inheritdoc cref="ICatalogueGrain.FindHistoryAsync"/>
    public ValueTask<CollectionHistory?> FindHistoryAsync(string name, CancellationToken cancellationToken) => Retry.CallAsync(
        (Catalogue, name),
        static (call, token) => new ValueTask<CollectionHistory?>(call.Catalogue.FindHistoryAsync(call.name, token)),
        cancellationToken);

    /// <inheritdoc cref="ICatalogueGrain.CreateAsync"/>
    public async Task<CreatedCollection> CreateCollectionAsync(string name, string? model, CancellationToken cancellationToken)
    {
        var created = await Retry.CallAsync(
            (Catalogue, name, model),
            static (call, token) => new ValueTask<CreatedCollection>(call.Catalogue.CreateAsync(call.name, call.model, token)),
            cancellationToken);
        lookup.Forget(name);
        return created;
    }

    /// <inheritdoc cref="ICollectionGrain.DropAsync"/>
    public async Task<bool> DropCollectionAsync(Collection collection, CancellationToken cancellationToken)
    {
        var existed = await WriteAsync(
            collection, Writer(collection.Id), static (writer, token) => new ValueTask<bool>(writer.DropAsync(token)), cancellationToken);
        lookup.Forget(collection.Name);
        return existed;
    }

    /// <inheritdoc cref="ICatalogueGrain.SetAliasAsync"/>
    public async Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        await Retry.CallAsync(
            (Catalogue, collection, alias),
            static async (call, token) =>
            {
                await call.Catalogue.SetAliasAsync(call.collection, call.alias, token);
                return true;
            },
            cancellationToken);
        lookup.Forget(alias);
    }

    /// <inheritdoc cref="ICatalogueGrain.RemoveAliasAsync"/>
    public async Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        var removed = await Retry.CallAsync(
            (Catalogue, collection, alias),
            static (call, token) => new ValueTask<bool>(call.Catalogue.RemoveAliasAsync(call.collection, call.alias, token)),
            cancellationToken);
        lookup.Forget(alias);
        return removed;
    }

    /// <summary>Returns the first <paramref name="limit"/> images after an id, or from the start, in order of id.</summary>
    public Task<IReadOnlyList<ListedImage>> ReadImagesAsync(
        Guid collection, Guid? after, int limit, bool embeddings, CancellationToken cancellationToken) => ReadPagesAsync(
        limit,
        (last, most) => Retry.CallAsync(
            (Listing, collection, after: last?.Id ?? after, most, embeddings),
            static (call, token) => new ValueTask<ImmutableArray<ListedImage>>(
                call.Listing.PageAsync(call.collection, call.after, call.most, call.embeddings, token)),
            cancellationToken));

    /// <summary>Returns the first <paramref name="limit"/> images after a place, or from the start, the one taken last first.</summary>
    public Task<IReadOnlyList<ListedImage>> ReadNewestAsync(Guid collection, ListedPlace? after, int limit, CancellationToken cancellationToken) =>
        ReadPagesAsync(
            limit,
            (last, most) => Retry.CallAsync(
                (Listing, collection, after: last is null ? after : new ListedPlace(last.Taken, last.Id), most),
                static (call, token) =>
                    new ValueTask<ImmutableArray<ListedImage>>(call.Listing.NewestAsync(call.collection, call.after, call.most, token)),
                cancellationToken));

    /// <summary>Returns the first <paramref name="limit"/> images after a place, or from the start, that pass a filter.</summary>
    public Task<IReadOnlyList<ListedImage>> SelectImagesAsync(
        Guid collection, string filter, bool isNewestFirst, ListedPlace? after, int limit, CancellationToken cancellationToken) => ReadPagesAsync(
        limit,
        (last, most) => Retry.CallAsync(
            (Browsing, Selection: new ImageSelection
            {
                Collection = collection,
                Filter = filter,
                IsNewestFirst = isNewestFirst,
                After = last is null ? after : new ListedPlace(last.Taken, last.Id),
                Limit = most,
            }),
            static (call, token) => new ValueTask<ImmutableArray<ListedImage>>(call.Browsing.SelectAsync(call.Selection, token)),
            cancellationToken));

    /// <inheritdoc cref="IBrowseGrain.CountAsync"/>
    public ValueTask<CollectionFacets> CountValuesAsync(Collection collection, string? filter, CancellationToken cancellationToken) =>
        Retry.CallAsync(
            (Browsing, collection, filter),
            static (call, token) =>
                new ValueTask<CollectionFacets>(call.Browsing.CountAsync(call.collection.Id, call.collection.Version, call.filter, token)),
            cancellationToken);

    /// <inheritdoc cref="IBrowseGrain.SuggestAsync"/>
    /// <remarks>A suggestion is not worth a second try, and never a failure.</remarks>
    public async Task<string?> SuggestAsync(Collection collection, string text, CancellationToken cancellationToken)
    {
        try
        {
            return await Browsing.SuggestAsync(collection.Id, collection.Version, collection.Model, text, cancellationToken);
        }
        catch (Exception exception) when (exception is Txt2ImageException or OperationCanceledException || Retry.WillPass(exception))
        {
            return null;
        }
    }

    /// <inheritdoc cref="IImageListingGrain.GetAsync"/>
    public ValueTask<ImmutableArray<ListedImage>> GetImagesAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken) =>
        Retry.CallAsync(
            (Listing, collection, ids),
            static (call, token) => new ValueTask<ImmutableArray<ListedImage>>(call.Listing.GetAsync(call.collection, call.ids, token)),
            cancellationToken);

    /// <inheritdoc cref="IImageListingGrain.FindAsync"/>
    public ValueTask<ImmutableArray<FoundImage>> FindImagesAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken) =>
        Retry.CallAsync(
            (Listing, collection, ids),
            static (call, token) => new ValueTask<ImmutableArray<FoundImage>>(call.Listing.FindAsync(call.collection, call.ids, token)),
            cancellationToken);

    /// <inheritdoc cref="ICollectionGrain.AddAsync"/>
    /// <remarks>Repeating a write changes nothing, so a write whose silo died is sent again, to the silo that the grain is on by then.</remarks>
    public ValueTask<ImmutableArray<AddOutcome>> AddImagesAsync(
        Collection collection, AddImages request, CancellationToken cancellationToken) =>
        WriteAsync(
            collection,
            (Writer: Writer(collection.Id), request),
            static (call, token) => new ValueTask<ImmutableArray<AddOutcome>>(call.Writer.AddAsync(call.request, token)),
            cancellationToken);

    /// <inheritdoc cref="ICollectionGrain.EditAsync"/>
    public async ValueTask<ListedImage> EditImageAsync(Collection collection, EditImage request, CancellationToken cancellationToken)
    {
        var edited = await WriteAsync(
            collection,
            (Writer: Writer(collection.Id), request),
            static (call, token) => new ValueTask<ListedImage>(call.Writer.EditAsync(call.request, token)),
            cancellationToken);
        lookup.Forget(collection.Name);
        return edited;
    }

    /// <inheritdoc cref="ICollectionGrain.DeleteAsync"/>
    public ValueTask<ImmutableArray<Guid>> DeleteImagesAsync(
        Collection collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken) =>
        WriteAsync(
            collection,
            (Writer: Writer(collection.Id), ids),
            static (call, token) => new ValueTask<ImmutableArray<Guid>>(call.Writer.DeleteAsync(call.ids, token)),
            cancellationToken);

    /// <inheritdoc cref="ICollectionGrain.RemoveNamesAsync"/>
    public async Task<RemovedNames> RemoveNamesAsync(Collection collection, ImmutableArray<ImageName> names, CancellationToken cancellationToken)
    {
        var removed = await WriteAsync(
            collection,
            (Writer: Writer(collection.Id), names),
            static (call, token) => new ValueTask<RemovedNames>(call.Writer.RemoveNamesAsync(call.names, token)),
            cancellationToken);
        lookup.Forget(collection.Name);
        return removed;
    }

    /// <inheritdoc cref="ICollectionGrain.RepairAsync"/>
    public ValueTask<ImmutableArray<Guid>> RepairAsync(Collection collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken) =>
        WriteAsync(
            collection,
            (Writer: Writer(collection.Id), ids),
            static (call, token) => new ValueTask<ImmutableArray<Guid>>(call.Writer.RepairAsync(call.ids, token)),
            cancellationToken);

    /// <inheritdoc cref="ICollectionGrain.ChangesAsync"/>
    public ValueTask<CollectionChanges> ChangesAsync(Collection collection, string? since, CancellationToken cancellationToken) => WriteAsync(
        collection,
        (Writer: Writer(collection.Id), since),
        static (call, token) => new ValueTask<CollectionChanges>(call.Writer.ChangesAsync(call.since, token)),
        cancellationToken);

    /// <inheritdoc cref="ICollectionGrain.ReplaceAsync"/>
    public ValueTask<bool> ReplaceAsync(Collection collection, ReplaceCollection request, CancellationToken cancellationToken) => WriteAsync(
        collection,
        (Writer: Writer(collection.Id), request),
        static (call, token) => new ValueTask<bool>(call.Writer.ReplaceAsync(call.request, token)),
        cancellationToken);

    /// <inheritdoc cref="IReindexGrain.ContinueAsync"/>
    public ValueTask<ReindexProgress> ReindexAsync(Collection collection, ReindexRequest request, CancellationToken cancellationToken) =>
        Retry.CallAsync(
            (Grain: Reindex(collection), request),
            static (call, token) => new ValueTask<ReindexProgress>(call.Grain.ContinueAsync(call.request, token)),
            cancellationToken);

    /// <inheritdoc cref="IReindexGrain.FinishAsync"/>
    public async Task<ReindexProgress> FinishReindexAsync(Collection collection, ReindexRequest request, CancellationToken cancellationToken)
    {
        var progress = await Retry.CallAsync(
            (Grain: Reindex(collection), request),
            static (call, token) => new ValueTask<ReindexProgress>(call.Grain.FinishAsync(call.request, token)),
            cancellationToken);
        lookup.Forget(collection.Name);
        return progress;
    }

    /// <summary>Reads pages, each small enough for one message, until there are enough images or no more.</summary>
    private static async Task<IReadOnlyList<ListedImage>> ReadPagesAsync(
        int limit, Func<ListedImage?, int, ValueTask<ImmutableArray<ListedImage>>> readAfter)
    {
        List<ListedImage> images = [];
        while (images.Count < limit)
        {
            var asked = Math.Min(MostInMessage, limit - images.Count);
            var page = await readAfter(images.LastOrDefault(), asked);
            images.AddRange(page);
            if (page.Length < asked)
            {
                break;
            }
        }

        return images;
    }

    private static async ValueTask<TResult> WriteAsync<TState, TResult>(
        Collection collection, TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
    {
        WriteCall.Begin(collection.Name);
        return await Retry.CallAsync(state, call, cancellationToken);
    }

    // The clocks of two machines may differ, so what is left is sent, and a call that is repeated has less of it than the first.
    private static SearchRequest InTime(SearchRequest request, long? partialAt) => partialAt is { } end
        ? request with { PartialWithin = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end) }
        : request;

    private IReindexGrain Reindex(Collection collection) => grains.GetGrain<IReindexGrain>(collection.Id);

    private ICollectionGrain Writer(Guid collection) => grains.GetGrain<ICollectionGrain>(collection);
}
