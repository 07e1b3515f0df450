using Grpc.Core;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant.Importing;

/// <summary>
/// Reads images from collections that other programs keep in Qdrant, with the picture's bytes as base64 in a point's payload. It only reads.
/// </summary>
/// <remarks>Every member throws <see cref="StoreException"/> as <see cref="IVectorStore"/> does.</remarks>
public sealed class QdrantImageSource : IDisposable
{
    /// <summary>The most points of one page.</summary>
    public const int MaxPage = 256;

    // A page may be 64 MiB of text.
    private static readonly TimeSpan PageTime = TimeSpan.FromSeconds(30);

    private readonly QdrantConnection _connection;
    private readonly ServerCollections _collections;
    private readonly ForeignPayload _payload;
    private readonly QdrantOptions _options;

    /// <summary>A source at this server. Nothing is sent before the first call.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="isImage">Whether bytes begin as an image does that is read.</param>
    /// <param name="time">Counts the time of calls.</param>
    /// <exception cref="ArgumentException">The address or the key cannot be used.</exception>
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

    /// <summary>The collections that are not this service's, by name.</summary>
    public async Task<IReadOnlyList<ForeignCollection>> ListAsync(CancellationToken cancellationToken)
    {
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        var names = (await _collections.ListAsync(operation)).Where(name => !IsOurs(name)).Order(StringComparer.Ordinal);
        return await Task.WhenAll(names.Select(async name => new ForeignCollection(name, await _collections.CountAsync(operation, name))));
    }

    /// <summary>A page of a collection's points, in the order of their ids. It is shorter than asked for where points are large.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="after">The id of the point after which the page begins; null: at the first.</param>
    /// <param name="limit">The most points, 1 to <see cref="MaxPage"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentException">No point has such an id.</exception>
    public async Task<ForeignPage> ReadAsync(string collection, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPage);
        if (after is not null && !IsPointId(after))
        {
            throw new ArgumentException("A point's id is a whole number or a UUID.", nameof(after));
        }

        if (IsOurs(collection))
        {
            throw new StoreException(StoreFault.NotFound, $"{collection} is this service's own; only collections of other programs can be imported.");
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
            throw new StoreException(StoreFault.NotFound, $"Qdrant has no collection {collection}; look at the list of those that can be imported.", exception);
        }
    }

    /// <summary>Whether a text is the id of a point: a whole number or a UUID.</summary>
    public static bool IsPointId(string text) => ForeignCursor.IsId(text);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private bool IsOurs(string name) => name.StartsWith($"{_options.Prefix}_", StringComparison.Ordinal);

    // Nobody knows how large the pictures are: a page that is too large for one answer is asked for again by half.
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
        point, $"{collection}/{point}", null, "The payload of this point is too large to be read in one piece.", null, null);
}
