namespace Txt2Image.Storage.Images;

/// <summary>
/// Keeps the bytes of pictures and thumbnails under {collection's physical id}/{image id}; the picture is the original, or a preview in the place of one that
/// is not to be kept. Calls are safe from any thread.
/// </summary>
/// <remarks>Members throw <see cref="StoreException"/> on failure.</remarks>
public interface IImageStore
{
    /// <summary>Stores an original and its thumbnail; both are durable when the call returns. What is there already is left as it is.</summary>
    Task PutAsync(ImageKey key, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a preview and the thumbnail of an image whose original is not to be kept, just as durable. An original that is there stays, and one that is
    /// stored later stands before the preview.
    /// </summary>
    Task PutPreviewAsync(ImageKey key, ReadOnlyMemory<byte> preview, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken);

    /// <summary>Opens a stored image for reading, or null if there is none. The stream can seek and is read asynchronously; the caller disposes it.</summary>
    Task<Stream?> OpenAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken);

    /// <summary>
    /// An address that a client can read a stored image from for a while, without this process; null if there is none: then <see cref="OpenAsync"/> tells.
    /// </summary>
    Task<Uri?> LinkAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken);

    /// <summary>Whether the original or a preview, and the thumbnail, are there.</summary>
    Task<bool> ExistsAsync(ImageKey key, CancellationToken cancellationToken);

    /// <summary>Deletes all of an image; deleting what is not there does nothing.</summary>
    Task DeleteAsync(ImageKey key, CancellationToken cancellationToken);

    /// <summary>
    /// What is stored of a collection, whole or in part, in the order of the images' ids (as big-endian bytes): at most <paramref name="limit"/>, from the first
    /// after <paramref name="after"/> on (null: from the start).
    /// </summary>
    Task<IReadOnlyList<StoredImage>> ListAsync(Guid collection, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes all images of a collection.</summary>
    Task DropAsync(Guid collection, CancellationToken cancellationToken);
}

/// <summary>Which image of which collection.</summary>
/// <param name="Collection">The collection's physical id.</param>
/// <param name="Image">The image's id.</param>
public readonly record struct ImageKey(Guid Collection, Guid Image);

/// <summary>What is stored of an image.</summary>
/// <param name="Image">The image's id.</param>
/// <param name="Kinds">Its renditions that are there, at least one.</param>
/// <param name="Written">When the latest of them was written, UTC.</param>
public sealed record StoredImage(Guid Image, IReadOnlyList<ImageKind> Kinds, DateTimeOffset Written)
{
    /// <summary>Whether a rendition is there.</summary>
    public bool Has(ImageKind kind) => Kinds.Contains(kind);
}

/// <summary>Which rendition of an image.</summary>
public enum ImageKind
{
    /// <summary>The bytes as they came.</summary>
    Original,

    /// <summary>The WebP thumbnail.</summary>
    Thumbnail,

    /// <summary>A WebP that stands in for an original that is not kept.</summary>
    Preview,
}
