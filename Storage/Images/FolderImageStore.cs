using System.Collections.Concurrent;

namespace Txt2Image.Storage.Images;

/// <summary>
/// Images as files: <c>{root}/{collection}/{first two hex digits}/{image}</c>, with the suffix <c>.webp</c> for the thumbnail and
/// <c>.preview.webp</c> for a preview. A file is written under <c>{root}/incoming</c>, flushed, renamed into place, and its folder flushed, so that
/// it is always complete or absent, even after a crash.
/// </summary>
/// <remarks>Keys are GUIDs, so no path can escape the root.</remarks>
public sealed class FolderImageStore : IImageStore
{
    // No write takes this long, so an older file was left by a crash, even if several processes share the root.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly IFiles _files;
    private readonly string _root;
    private readonly string _incoming;
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    /// <summary>Opens or creates the folder, and removes files left by crashes.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable"/>, <see cref="StoreFault.Full"/>.</exception>
    public FolderImageStore(string root)
        : this(root, new DiskFiles())
    {
    }

    internal FolderImageStore(string root, IFiles files)
    {
        _files = files;
        _root = Path.GetFullPath(root);
        _incoming = Path.Combine(_root, "incoming");
        Guarded(() =>
        {
            _files.CreateFolder(_incoming);
            _files.SyncParents(_root);
            Sweep();
            return true;
        });
    }

    /// <inheritdoc/>
    public Task PutAsync(ImageKey key, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken) =>
        PutAsync(key, ImageKind.Original, original, thumbnail, cancellationToken);

    /// <inheritdoc/>
    public Task PutPreviewAsync(ImageKey key, ReadOnlyMemory<byte> preview, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken) =>
        PutAsync(key, ImageKind.Preview, preview, thumbnail, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken) =>
        InBackground<Stream?>(
            () =>
            {
                try
                {
                    const FileOptions Options = FileOptions.Asynchronous | FileOptions.SequentialScan;
                    return new FileStream(PathOf(key, kind), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, Options);
                }
                catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
                {
                    return null;
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<Uri?> LinkAsync(ImageKey key, ImageKind kind, CancellationToken cancellationToken) => Task.FromResult<Uri?>(null);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(ImageKey key, CancellationToken cancellationToken) =>
        InBackground(() => Has(key, ImageKind.Thumbnail) && (Has(key, ImageKind.Original) || Has(key, ImageKind.Preview)), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(ImageKey key, CancellationToken cancellationToken) => InBackground(
        () =>
        {
            if (Directory.Exists(FolderOf(key)))
            {
                foreach (var kind in ImageNames.Kinds)
                {
                    File.Delete(PathOf(key, kind));
                }
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredImage>> ListAsync(Guid collection, Guid? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return InBackground<IReadOnlyList<StoredImage>>(
            () => [.. FolderListing.After(FolderOf(collection), after, cancellationToken).Take(limit)], cancellationToken);
    }

    /// <inheritdoc/>
    public Task DropAsync(Guid collection, CancellationToken cancellationToken) => InBackground(
        () =>
        {
            // Move the folder aside first: a concurrent write could refill it while it is being emptied.
            var aside = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
            try
            {
                Directory.Move(FolderOf(collection), aside);
            }
            catch (DirectoryNotFoundException)
            {
                return false;
            }

            Directory.Delete(aside, recursive: true);
            return true;
        },
        cancellationToken);

    /// <summary>Describes where the images are, for people.</summary>
    public override string ToString() => $"images in {_root}";

    private Task<bool> PutAsync(
        ImageKey key, ImageKind kind, ReadOnlyMemory<byte> picture, ReadOnlyMemory<byte> thumbnail, CancellationToken cancellationToken) =>
        InBackground(
            () =>
            {
                var folder = FolderOf(key);
                MakeDurable(folder);
                Place(PathOf(key, kind), picture.Span);
                cancellationToken.ThrowIfCancellationRequested();
                Place(PathOf(key, ImageKind.Thumbnail), thumbnail.Span);

                // Even if both files existed: the call that wrote them may have crashed before this line.
                _files.SyncFolder(folder);
                return true;
            },
            cancellationToken);

    private bool Has(ImageKey key, ImageKind kind) => File.Exists(PathOf(key, kind));

    private string FolderOf(Guid collection) => Path.Combine(_root, collection.ToString("N"));

    private string FolderOf(ImageKey key) => Path.Combine(FolderOf(key.Collection), key.Image.ToString("N")[..2]);

    private string PathOf(ImageKey key, ImageKind kind) => Path.Combine(FolderOf(key), ImageNames.Of(key.Image, kind));

    // An existing folder may come from a call that has not yet flushed its entry, so its first use here flushes it again.
    private void MakeDurable(string folder)
    {
        if (_durable.ContainsKey(folder) && _files.HasFolder(folder))
        {
            return;
        }

        _files.CreateFolder(folder);
        var collection = Path.GetDirectoryName(folder)!;
        _files.SyncFolder(collection);
        _files.SyncFolder(_root);
        _durable[folder] = true;
    }

    private void Place(string path, ReadOnlySpan<byte> bytes)
    {
        if (_files.HasFile(path))
        {
            return;
        }

        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            _files.Create(temporary, bytes, flush: true);
            _files.Move(temporary, path);
        }
        catch
        {
            _files.Delete(temporary);
            throw;
        }
    }

    private void Sweep()
    {
        if (!Directory.Exists(_incoming))
        {
            return;
        }

        var limit = TimeProvider.System.GetUtcNow().UtcDateTime - Abandoned;
        foreach (var file in new DirectoryInfo(_incoming).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < limit)
            {
                file.Delete();
            }
        }

        foreach (var dropped in new DirectoryInfo(_incoming).EnumerateDirectories())
        {
            dropped.Delete(recursive: true);
        }
    }

    private Task<T> InBackground<T>(Func<T> work, CancellationToken cancellationToken) => Task.Run(() => Guarded(work), cancellationToken);

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (FileFaults.Is(exception))
        {
            throw FileFaults.Translate(exception, _root);
        }
    }
}
