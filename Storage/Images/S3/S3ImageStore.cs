using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Txt2Image.Storage.Images.S3;

/// <summary>
/// Images as objects of a bucket: <c>{prefix}{collection}/{image}</c>, with the thumbnail and a preview beside it, named as in a folder. An object
/// is complete or absent, and durable once the store has acknowledged it.
/// </summary>
/// <remarks>Keys are GUIDs, so no name can escape the prefix.</remarks>
public sealed class S3ImageStore : IImageStore, IDisposable
{
    // S3's limit for one listing and for one deletion.
    private const int Page = 1000;

    private readonly S3Options _options;
    private readonly Func<ReadOnlyMemory<byte>, string> _mediaTypeOf;
    private readonly TimeProvider _time;
    private readonly S3Connection _connection;

    /// <summary>Creates a store in a bucket. It sends nothing yet, so the S3 store need not be reachable at start.</summary>
    /// <param name="options">The location and credentials.</param>
    /// <param name="mediaTypeOf">Returns an image's media type from its bytes; the store sends it to readers that use presigned addresses.</param>
    /// <param name="time">The clock for call timeouts and for the dates of presigned addresses.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public S3ImageStore(S3Options options, Func<ReadOnlyMemory<byte>, string> mediaTypeOf, TimeProvider time)
    {
        _options = options;
        _mediaTypeOf = mediaTypeOf;
        _time = time;
        _connection = new S3Connection(options, time);
    }

    /// <inheritdoc/>
    public Task PutAsync(ImageKey key, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken) =>
        PutAsync(key, ImageKind.Original, original, thumbnail, cancellationToken);

    /// <inheritdoc/>
    public Task PutPreviewAsync(ImageKey key, ReadOnlyMemory<byte> preview, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken) =>
        PutAsync(key, ImageKind.Preview, preview, thumbnail, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _options.Bucket, Key = KeyOf(key, kind) };
        var stream = new S3ObjectStream(_connection, request, _options.Timeout, _time);
        try
        {
            await stream.OpenAsync(cancellationToken);
            return stream;
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            await stream.DisposeAsync();
            return null;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Uri?> LinkAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken)
    {
        if (!_options.IsPresigned || !await HasAsync(key, kind, cancellationToken))
        {
            return null;
        }

        var request = new GetPreSignedUrlRequest
        {
            BucketName = _options.Bucket,
            Key = KeyOf(key, kind),
            Verb = HttpVerb.GET,
            Expires = (_time.GetUtcNow() + _options.PresignedLifetime).UtcDateTime,
            Protocol = _options.Endpoint?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
        };
        return new Uri(await _connection.CallAsync((client, _) => client.GetPreSignedURLAsync(request), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(ImageKey key, CancellationToken cancellationToken)
    {
        var there = await Task.WhenAll(HasAsync(key, ImageKind.Thumbnail, cancellationToken), HasAsync(key, ImageKind.Original, cancellationToken));
        return there[0] && (there[1] || await HasAsync(key, ImageKind.Preview, cancellationToken));
    }

    /// <inheritdoc/>
    public Task DeleteAsync(ImageKey key, CancellationToken cancellationToken) => Task.WhenAll(ImageNames.Kinds.Select(kind => _connection.CallAsync(
        (client, token) => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _options.Bucket, Key = KeyOf(key, kind) }, token),
        cancellationToken)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredImage>> ListAsync(Guid collection, Guid? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var prefix = PrefixOf(collection);
        List<(Guid Image, ImageKind Kind, DateTimeOffset Written)> found = [];

        // After all names of an image: they continue its id, and a tilde sorts after every character in them.
        var start = after is { } id ? $"{prefix}{id:N}~" : prefix;
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request
                { BucketName = _options.Bucket, Prefix = prefix, MaxKeys = Page, StartAfter = start, ContinuationToken = next };
            var page = await _connection.CallAsync((client, token) => client.ListObjectsV2Async(request, token), cancellationToken);
            foreach (var one in page.S3Objects ?? [])
            {
                if (ImageNames.Read(one.Key[prefix.Length..]) is { } name)
                {
                    found.Add((name.Image, name.Kind, new DateTimeOffset((one.LastModified ?? default).ToUniversalTime())));
                }
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null && found.DistinctBy(one => one.Image).Skip(limit).FirstOrDefault() == default);

        // The last image may have more names on the next page; leave it to the next call.
        return
        [
            .. found.GroupBy(one => one.Image)
                .OrderBy(ones => ones.Key)
                .Take(limit)
                .Select(ones => new StoredImage(ones.Key, [.. ones.Select(one => one.Kind)], ones.Max(one => one.Written))),
        ];
    }

    /// <inheritdoc/>
    public async Task DropAsync(Guid collection, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request
                { BucketName = _options.Bucket, Prefix = PrefixOf(collection), MaxKeys = Page, ContinuationToken = next };
            var page = await _connection.CallAsync((client, token) => client.ListObjectsV2Async(request, token), cancellationToken);
            if (page.S3Objects is { Count: > 0 } objects)
            {
                var keys = objects.ConvertAll(one => new KeyVersion { Key = one.Key });
                var deletion = new DeleteObjectsRequest { BucketName = _options.Bucket, Objects = keys, Quiet = true };
                await _connection.CallAsync((client, token) => client.DeleteObjectsAsync(deletion, token), cancellationToken);
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Describes where the images are, for people.</summary>
    public override string ToString() => $"images in the S3 bucket {_options.Bucket} at {_options.Endpoint?.Authority ?? _options.Region}";

    private Task PutAsync(
        ImageKey key, ImageKind kind, ReadOnlyMemory<byte> picture, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken) =>
        Task.WhenAll(PlaceAsync(key, kind, picture, cancellationToken), PlaceAsync(key, ImageKind.Thumbnail, thumbnail, cancellationToken));

    private async Task PlaceAsync(ImageKey key, ImageKind kind, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (await HasAsync(key, kind, cancellationToken))
        {
            return;
        }

        using var content = MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray());
        var request = new PutObjectRequest
        {
            BucketName = _options.Bucket,
            Key = KeyOf(key, kind),
            InputStream = content,
            ContentType = _mediaTypeOf(bytes),
            AutoCloseStream = false,

            // Then the signature covers the bytes in the form that every store supports.
            UseChunkEncoding = false,
        };
        request.Headers.CacheControl = "private, max-age=31536000, immutable";
        await _connection.CallAsync((client, token) => client.PutObjectAsync(request, token), answer => answer.ETag, cancellationToken);
    }

    private async Task<bool> HasAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = KeyOf(key, kind) };
        try
        {
            await _connection.CallAsync((client, token) => client.GetObjectMetadataAsync(request, token), answer => answer.ETag, cancellationToken);
            return true;
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            return false;
        }
    }

    private string PrefixOf(Guid collection) => $"{_options.Prefix}{collection:N}/";

    private string KeyOf(ImageKey key, ImageKind kind) => PrefixOf(key.Collection) + ImageNames.Of(key.Image, kind);
}
