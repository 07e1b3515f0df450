using Grpc.Core;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant.Importing;

/// <summary>Reads images from other programs' Qdrant collections, where the picture's bytes are base64 in a point's payload. Never writes.</summary>
/// <remarks>Every member throws <see cref="StoreException"/> like <see cref="IVectorStore"/>.</remarks>
public sealed class QdrantImageSource : IDisposable
{
    /// <summary>The most points of one page.</summary>
    public const int MaxPage = 256;

    // A page can be 64 MiB of text.
    private static readonly TimeSpan PageTime = TimeSpan.FromSeconds(30);

    private readonly QdrantConnection _connection;
    private readonly ServerCollections _collections;
    private readonly ForeignPayload _payload;
    private readonly QdrantOptions _options;

    /// <summary>Creates a source for a server. Nothing is sent before the first call.</summary>
    /// <param name="options">The server's address and key.</param>
    /// <param name="isImage">Whether bytes begin like a supported image.</param>
    /// <param name="time">The clock for call timeouts.</param>
    /// <exception cref="ArgumentException">The address or the key is invalid.</exception>
    public QdrantImageSource(QdrantOptions options, Func<ReadOnlyMemory<byte>, bool> isImage, TimeProvider time)
        : this(options, isImage, time, QdrantConnection.MaxAnswerBytes)
    {
    }

    internal QdrantImageSource(QdrantOptions options, Func<ReadOnlyMemory<byte>, bool> isImage, TimeProvider time, int maxAnswerBytes)
    {
        _options = options;
        _connection = new QdrantConnection(options, time, maxAnswerBytes);
        _collections = new ServerCollections(_connection, new WriteTerms(options));
        _payload = new ForeignPayload(isImage);
    }

    /// <summary>The collections of other programs, ordered by name.</summary>
    public async Task<IReadOnlyList<ForeignCollection>> ListAsync(CancellationToken cancellationToken)
    {
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        var names = (await _collections.ListAsync(operation)).Where(name => !IsOurs(name)).Order(StringComparer.Ordinal);
        return await Task.WhenAll(names.Select(async name => new ForeignCollection(name, await _collections.CountAsync(operation, name))));
    }

    /// <summary>A page of a collection's points, ordered by id. It has fewer points than requested if points are large.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="after">The id of the point after which the page begins; null for the first page.</param>
    /// <param name="limit">The most points, 1 to <see cref="MaxPage"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The id is not a valid point id.</exception>
    public async Task<ForeignPage> ReadAsync(string collection, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPage);
        if (after is not null && !IsPointId(after))
        {
            throw new ArgumentException("A point id must be an integer or a UUID.", nameof(after));
        }

        if (IsOurs(collection))
        {
            throw new StoreException(
                StoreFault.NotFound, $"{collection} belongs to this service; only collections of other programs can be imported.");
        }

        if (after is not null && ForeignCursor.After(after) is null)
        {
            return new ForeignPage([], null);
        }

        using var operation = _connection.Begin(PageTime, cancellationToken);
        try
        {
            return await ReadFittingAsync(operation, collection, after is null ? null : ForeignCursor.After(after), limit);
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            throw new StoreException(
                StoreFault.NotFound, $"Qdrant has no collection {collection}; list the collections to see which can be imported.", exception);
        }
    }

    /// <summary>Whether a text is a point id: an integer or a UUID.</summary>
    public static bool IsPointId(string text) => ForeignCursor.IsId(text);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private bool IsOurs(string name) => name.StartsWith($"{_options.Prefix}_", StringComparison.Ordinal);

    // The pictures' size is unknown: if a page is too large for one response, request half of it.
    private async Task<ForeignPage> ReadFittingAsync(Operation operation, string collection, Wire.PointId? from, int limit)
    {
        for (; ; limit /= 2)
        {
            try
            {
                return await ReadAsync(operation, collection, from, limit, withPayload: true);
            }
            catch (StoreException exception) when (exception.InnerException is RpcException { StatusCode: StatusCode.ResourceExhausted })
            {
                if (limit == 1)
                {
                    return await ReadAsync(operation, collection, from, limit, withPayload: false);
                }
            }
        }
    }

    private async Task<ForeignPage> ReadAsync(Operation operation, string collection, Wire.PointId? from, int limit, bool withPayload)
    {
        var request = new Wire.ScrollPoints
        {
            CollectionName = collection,
            Offset = from,
            Limit = (uint)limit,
            WithPayload = new Wire.WithPayloadSelector { Enable = withPayload },
            WithVectors = Values.WithVectors(false),
            Timeout = operation.Seconds,
        };
        var response = await operation.CallAsync(options => _connection.Points.ScrollAsync(request, options));
        ForeignImage[] images = [.. response.Result.Select(point => withPayload
            ? _payload.Read(collection, ForeignCursor.Text(point.Id), point.Payload)
            : TooLarge(collection, ForeignCursor.Text(point.Id)))];
        return new ForeignPage(images, response.NextPageOffset is null || images.Length == 0 ? null : images[^1].Point);
    }

    private static ForeignImage TooLarge(string collection, string point) => new(
        point, $"{collection}/{point}", null, "The payload of this point is too large to be read in one response.", null, null);
}
