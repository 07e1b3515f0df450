using Microsoft.Extensions.Caching.Memory;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Images;

/// <summary>
/// Makes previews of stored originals when somebody looks at them, and keeps the latest in memory. Few are made at once, because each holds an
/// original and takes a core from searches.
/// </summary>
internal sealed class Previews(IImageStore store, ImagePreparer preparer) : IDisposable
{
    private const int CacheBytes = 64 << 20;

    private readonly MemoryCache _made = new(new MemoryCacheOptions { SizeLimit = CacheBytes });
    private readonly SemaphoreSlim _making = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>The preview of an image; null if its original is not stored.</summary>
    public async Task<byte[]?> MakeAsync(ImageKey key, CancellationToken cancellationToken)
    {
        if (_made.TryGetValue(key, out byte[]? there))
        {
            return there;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            if (_made.TryGetValue(key, out there))
            {
                return there;
            }

            return await ReadAsync(key, cancellationToken) is { } original
                ? Keep(key, await MakeAsync(original, cancellationToken))
                : null;
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose()
    {
        _made.Dispose();
        _making.Dispose();
    }

    private byte[] Keep(ImageKey key, byte[] preview) => _made.Set(key, preview, new MemoryCacheEntryOptions { Size = preview.Length });

    private async Task<byte[]> MakeAsync(byte[] original, CancellationToken cancellationToken)
    {
        try
        {
            return await preparer.ForStored.PreviewAsync(original, cancellationToken);
        }
        catch (ImageException exception)
        {
            throw FailureTable.Find(exception)!;
        }
    }

    private async Task<byte[]?> ReadAsync(ImageKey key, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(key, ImageKind.Original, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
