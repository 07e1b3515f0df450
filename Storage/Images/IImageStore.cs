namespace Txt2Image.Storage.Images;

/// <summary>
/// Stores pictures and thumbnails under {collection's physical id}/{image id}. The picture is the original, or a preview if the original is not to
/// be stored. Thread-safe.
/// </summary>
/// <remarks>Members throw <see cref="StoreException"/> on failure.</remarks>
public interface IImageStore
{
    /// <summary>Stores an original and its thumbnail; both are durable when the call returns. Existing files are not overwritten.</summary>
    Task PutAsync(ImageKey key, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a preview and the thumbnail of an image whose original is not to be stored, just as durably. An existing original stays, and an
    /// original stored later takes precedence over the preview.
    /// </summary>
    Task PutPreviewAsync(ImageKey key, ReadOnlyMemory<byte> preview, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a stored image for reading, or null if there is none. The stream is seekable and must be read asynchronously; the caller disposes it.
    /// </summary>
    Task<Stream?> OpenAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken);

    /// <summary>
    /// A temporary address from which a client can read a stored image without this process; null if there is none: then use
    /// <see cref="OpenAsync"/>.
    /// </summary>
    Task<Uri?> LinkAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken);

    /// <summary>Whether the thumbnail and either the original or a preview are stored.</summary>
    Task<bool> ExistsAsync(ImageKey key, CancellationToken cancellationToken);

    /// <summary>Deletes all renditions of an image; does nothing if there are none.</summary>
    Task DeleteAsync(ImageKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Lists a collection's stored images, including incomplete ones, ordered by id (as big-endian bytes): at most <paramref name="limit"/>,
    /// beginning after <paramref name="after"/> (null: from the start).
    /// </summary>
    Task<IReadOnlyList<StoredImage>> ListAsync(Guid collection, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes all images of a collection.</summary>
    Task DropAsync(Guid collection, CancellationToken cancellationToken);
}

/// <summary>Identifies an image in a collection.</summary>
/// <param name="Collection">The collection's physical id.</param>
/// <param name="Image">The image's id.</param>
public readonly record struct ImageKey(Guid Collection, Guid Image);

/// <summary>The stored renditions of an image.</summary>
/// <param name="Image">The image's id.</param>
/// <param name="Kinds">Its stored renditions, at least one.</param>
/// <param name="Written">When the latest rendition was written, UTC.</param>
public sealed record StoredImage(Guid Image, IReadOnlyList<ImageKind> Kinds, DateTimeOffset Written)
{
    /// <summary>Whether a rendition is stored.</summary>
    public bool Has(ImageKind kind) => Kinds.Contains(kind);
}

/// <summary>A rendition of an image.</summary>
public enum ImageKind
{
    /// <summary>The bytes as uploaded.</summary>
    Original,

    /// <summary>The WebP thumbnail.</summary>
    Thumbnail,

    /// <summary>A WebP that replaces an original that is not stored.</summary>
    Preview,
}
