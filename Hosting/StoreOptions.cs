using System.ComponentModel.DataAnnotations;
using Txt2Image.Clip.Imaging;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Hosting;

/// <summary>Where points and the catalogue are stored.</summary>
public enum VectorStoreKind
{
    /// <summary>In this process, in the data directory.</summary>
    Embedded,

    /// <summary>In a Qdrant server.</summary>
    Qdrant,
}

/// <summary>Where images are stored.</summary>
public enum ImageStoreKind
{
    /// <summary>In the data directory.</summary>
    Folder,

    /// <summary>In a bucket of an S3 store.</summary>
    S3,
}

/// <summary>Where points and the catalogue are stored.</summary>
public sealed class VectorsOptions
{
    /// <summary>
    /// Where points and the catalogue are stored: <c>Embedded</c>, in the data directory, or <c>Qdrant</c>. A cluster needs <c>Qdrant</c>.
    /// </summary>
    public VectorStoreKind Kind { get; set; }

    /// <summary>The store in the data directory, used if <c>Vectors:Kind</c> is <c>Embedded</c>.</summary>
    public EmbeddedOptions Embedded { get; set; } = new();

    /// <summary>
    /// The Qdrant server. It stores points if <c>Vectors:Kind</c> is <c>Qdrant</c>. With either kind, collections of other programs in it can be
    /// imported.
    /// </summary>
    public QdrantOptions Qdrant { get; set; } = new();
}

/// <summary>Limits on images, and where images are stored.</summary>
public sealed class ImageOptions
{
    /// <summary>Where images are stored: <c>Folder</c>, in the data directory, or <c>S3</c>.</summary>
    public ImageStoreKind Kind { get; set; }

    /// <summary>The S3 store, used if <c>Images:Kind</c> is <c>S3</c>.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>The largest image file, in bytes. The default is 256 MB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBytes { get; set; } = 256 << 20;

    /// <summary>The largest image, in pixels (width times height).</summary>
    [Range(1024, 1_000_000_000)]
    public long MaxPixels { get; set; } = 250_000_000;

    /// <summary>The most pixels that are decoded at once, over all images; the next image waits. A larger image is decoded alone.</summary>
    [Range(1024, 100_000_000_000)]
    public long MaxPixelsInFlight { get; set; } = 200_000_000;

    /// <summary>
    /// Whether an image file that lacks pixels, because it was cut off, is accepted with the pixels that it has. Its outcome then says
    /// <c>truncated</c>.
    /// </summary>
    public bool AllowTruncated { get; set; }

    /// <summary>
    /// The library that decodes images: <c>vips</c> or <c>imagesharp</c>. BMP, TGA and PBM are always decoded by ImageSharp, and HEIC, AVIF and JPEG
    /// XL by ImageMagick. It is part of the model's fingerprint, so collections do not mix the two.
    /// </summary>
    public ImageDecoder Decoder { get; set; }

    /// <summary>
    /// Whether large JPEGs are decoded at 1/2, 1/4 or 1/8 of their size if that is enough: several times as fast, with slightly different pixels.
    /// Requires the decoder <c>vips</c>, and is part of the model's fingerprint.
    /// </summary>
    public bool ShrinkOnLoad { get; set; }

    /// <summary>
    /// Confirms that the folder of images is on a volume that all processes of the cluster share. A cluster with <c>Images:Kind</c> <c>Folder</c>
    /// requires <c>true</c>, because the program cannot check it. An S3 store is always shared.
    /// </summary>
    public bool Shared { get; set; }

    internal ImageLimits ToLimits() =>
        new() { MaxBytes = MaxBytes, MaxPixels = MaxPixels, MaxPixelsInFlight = MaxPixelsInFlight, AllowTruncated = AllowTruncated };
}
