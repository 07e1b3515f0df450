using System.Runtime.InteropServices;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Image files to model tiles and thumbnails, behind guards: bytes, signature, header and pixels are checked in this order before anything is
/// decoded. Safe to use from several threads; what is in decoding at once is bounded by <see cref="ImageLimits.MaxPixelsInFlight"/>.
/// </summary>
/// <param name="limits">What an image may cost.</param>
/// <param name="decoder"><c>vips</c>, or <c>imagesharp</c> in a build with -p:Upstream=true.</param>
/// <param name="shrinkOnLoad">Whether large JPEGs are decoded at a fraction of their size, in slightly other pixels. The decoder must be able
/// to.</param>
public sealed class ImagePreparer(ImageLimits limits, string decoder = "vips", bool shrinkOnLoad = false)
{
    private readonly PixelGate _gate = new(limits.MaxPixelsInFlight);
    private readonly IImageDecoder _decoder = Decoders.Find(decoder)
        ?? throw new ArgumentException($"There is no decoder {decoder} in this build.", nameof(decoder));

    /// <summary>Whether this build has a decoder of this name.</summary>
    public static bool HasDecoder(string name) => Decoders.Find(name) is not null;

    /// <summary>Whether a decoder that this build has can decode large JPEGs at a fraction of their size.</summary>
    public static bool CanShrink(string name) => Decoders.Find(name) is { CanShrink: true };

    /// <summary>
    /// Names the decoder, the resize and whether it shrinks while decoding; a change of any of these changes embeddings, so it is part of a model's
    /// fingerprint.
    /// </summary>
    public string PreprocessingVersion => Decoders.VersionOf(_decoder, shrinkOnLoad);

    /// <summary>Decodes an image once, to its tile and its thumbnail. Waits while too many pixels are in decoding.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="tile">What the model asks for.</param>
    /// <param name="cancellationToken">Ends the wait and the decoding.</param>
    /// <exception cref="ImageException">The image is refused.</exception>
    public Task<PreparedImage> PrepareAsync(ReadOnlyMemory<byte> bytes, TileSpec tile, CancellationToken cancellationToken) =>
        PrepareAsync(bytes, tile, withPreview: false, cancellationToken);

    /// <summary>The same, with a preview if it is asked for.</summary>
    /// <exception cref="ImageException">The image is refused.</exception>
    public async Task<PreparedImage> PrepareAsync(ReadOnlyMemory<byte> bytes, TileSpec tile, bool withPreview, CancellationToken cancellationToken)
    {
        using var image = OpenedImage.Open(_decoder, Bytes(bytes), limits, shrinkOnLoad);
        using var _ = await _gate.EnterAsync(image.Layout.Pixels, cancellationToken);
        return await Task.Run(() => image.Prepare(tile, withPreview, cancellationToken), cancellationToken);
    }

    /// <summary>Decodes an image to its tile alone: Size x Size x 3 bytes. Does not wait.</summary>
    /// <exception cref="ImageException">The image is refused.</exception>
    public byte[] Tile(ReadOnlyMemory<byte> bytes, TileSpec tile)
    {
        using var image = OpenedImage.Open(_decoder, Bytes(bytes), limits, shrinkOnLoad);
        return image.Tile(tile);
    }

    /// <summary>The array itself where the memory is a whole one: loaders take arrays.</summary>
    private byte[] Bytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new ImageException(ImageFault.Empty, "The file is empty.");
        }

        if (bytes.Length > limits.MaxBytes)
        {
            throw new ImageException(ImageFault.TooLarge, $"The file has {bytes.Length} bytes; at most {limits.MaxBytes} are read.");
        }

        return MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array && array.Length == bytes.Length
            ? array
            : bytes.ToArray();
    }
}
