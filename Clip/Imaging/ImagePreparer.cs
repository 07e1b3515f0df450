using System.Runtime.InteropServices;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Turns image files into model tiles and thumbnails. File size, signature, header and pixel count are checked, in this order, before anything is
/// decoded. Thread-safe; <see cref="ImageLimits.MaxPixelsInFlight"/> limits what is decoded at once.
/// </summary>
/// <param name="limits">The limits per image.</param>
/// <param name="decoder">The library that decodes.</param>
/// <param name="shrinkOnLoad">
/// Whether to decode large JPEGs at a fraction of their size, with slightly different pixels. The decoder must support it.
/// </param>
/// <param name="time">The clock; a date after it is not when a picture was taken. None: the system's.</param>
public sealed class ImagePreparer(
    ImageLimits limits, ImageDecoder decoder = ImageDecoder.Vips, bool shrinkOnLoad = false, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private PixelGate _gate = new(limits.MaxPixelsInFlight);
    private readonly IImageDecoder _decoder = Decoders.Of(decoder);

    /// <summary>Whether a decoder can decode large JPEGs at a fraction of their size.</summary>
    public static bool CanShrink(ImageDecoder decoder) => Decoders.Of(decoder).CanShrink;

    /// <summary>
    /// The version of decoder, resize and shrinking. A change in any of them changes embeddings, so it is part of a model's fingerprint.
    /// </summary>
    public string PreprocessingVersion => Decoders.VersionOf(_decoder, shrinkOnLoad);

    /// <summary>
    /// Prepares files that were accepted earlier, perhaps under other rules: one that lacks pixels is taken. It shares the bound on pixels.
    /// </summary>
    public ImagePreparer ForStored => new(limits with { AllowTruncated = true }, decoder, shrinkOnLoad, _time) { _gate = _gate };

    /// <summary>Decodes an image once, to its tile and its thumbnail. Waits while too many pixels are being decoded.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="tile">What the model requires.</param>
    /// <param name="cancellationToken">Cancels the wait and the decoding.</param>
    /// <exception cref="ImageException">The image is rejected.</exception>
    public Task<PreparedImage> PrepareAsync(ReadOnlyMemory<byte> bytes, TileSpec tile, CancellationToken cancellationToken) =>
        PrepareAsync(bytes, tile, withPreview: false, cancellationToken);

    /// <summary>Decodes an image to its tile, its thumbnail and, if requested, a preview.</summary>
    /// <exception cref="ImageException">The image is rejected.</exception>
    public async Task<PreparedImage> PrepareAsync(ReadOnlyMemory<byte> bytes, TileSpec tile, bool withPreview, CancellationToken cancellationToken)
    {
        using var image = OpenedImage.Open(_decoder, Bytes(bytes), limits, shrinkOnLoad);
        using var _ = await _gate.EnterAsync(image.Layout.Pixels, cancellationToken);
        return await Task.Run(() => image.Prepare(tile, withPreview, _time, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Decodes an image only to its preview: WebP, longest side at most 1,440 pixels. Waits while too many pixels are being decoded. A large JPEG is
    /// decoded at a fraction of its size if the decoder can, because nothing is embedded.
    /// </summary>
    /// <exception cref="ImageException">The image is rejected.</exception>
    public async Task<byte[]> PreviewAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var image = OpenedImage.Open(_decoder, Bytes(bytes), limits, _decoder.CanShrink);
        using var _ = await _gate.EnterAsync(image.Layout.Pixels, cancellationToken);
        return await Task.Run(() => image.Preview(cancellationToken), cancellationToken);
    }

    /// <summary>Decodes an image only to its tile: Size x Size x 3 bytes. Does not wait.</summary>
    /// <exception cref="ImageException">The image is rejected.</exception>
    public byte[] Tile(ReadOnlyMemory<byte> bytes, TileSpec tile)
    {
        using var image = OpenedImage.Open(_decoder, Bytes(bytes), limits, shrinkOnLoad);
        return image.Tile(tile);
    }

    /// <summary>Says that a file is too large, and which setting raises the limit.</summary>
    /// <param name="limit">The most bytes.</param>
    /// <param name="bytes">The file's, if they are known.</param>
    public static string TooLarge(int limit, long? bytes = null)
    {
        var most = limit >= 1 << 20 ? $"{limit >> 20} MB" : $"{limit} bytes";
        var size = bytes is { } count ? $"has {count} bytes; at most {most} are accepted" : $"is larger than {most}";
        return $"The file {size}. The setting Images:MaxBytes raises this limit.";
    }

    /// <summary>The array itself if the memory is a whole array, otherwise a copy, because loaders take arrays.</summary>
    private byte[] Bytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new ImageException(ImageFault.Empty, "The file is empty.");
        }

        if (bytes.Length > limits.MaxBytes)
        {
            throw new ImageException(ImageFault.TooLarge, TooLarge(limits.MaxBytes, bytes.Length));
        }

        return MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array && array.Length == bytes.Length
            ? array
            : bytes.ToArray();
    }
}
