using System.ComponentModel.DataAnnotations;
using Txt2Image.Clip.Imaging;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Hosting;

/// <summary>A store of points and the catalogue.</summary>
public enum VectorStoreKind
{
    /// <summary>In this process, in the data directory.</summary>
    Embedded,

    /// <summary>In a Qdrant server.</summary>
    Qdrant,
}

/// <summary>A store of image bytes.</summary>
public enum ImageStoreKind
{
    /// <summary>In the data directory.</summary>
    Folder,

    /// <summary>In a bucket of an S3 store.</summary>
    S3,
}

/// <summary>A library that decodes images.</summary>
public enum ImageDecoder
{
    /// <summary>libvips.</summary>
    Vips,

    /// <summary>SixLabors.ImageSharp.</summary>
    ImageSharp,
}

/// <summary>Where points and the catalogue are kept.</summary>
public sealed class VectorsOptions
{
    /// <summary>
    /// Where points and the catalogue are kept: <c>Embedded</c>, in the data directory, or <c>Qdrant</c>. A cluster needs <c>Qdrant</c>.
    /// </summary>
    public VectorStoreKind Kind { get; set; }

    /// <summary>
    /// The Qdrant server. It keeps points if <c>Vectors:Kind</c> is <c>Qdrant</c>. With either kind, collections that other programs keep in it can
    /// be imported.
    /// </summary>
    public QdrantOptions Qdrant { get; set; } = new();
}

/// <summary>What is accepted as an image, and where images are kept.</summary>
public sealed class ImageOptions
{
    /// <summary>Where images are kept: <c>Folder</c>, in the data directory, or <c>S3</c>.</summary>
    public ImageStoreKind Kind { get; set; }

    /// <summary>The S3 store. It is used if <c>Images:Kind</c> is <c>S3</c>.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>The largest image file, in bytes. The default is 32 MB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBytes { get; set; } = 32 << 20;

    /// <summary>The largest image, in pixels (width times height).</summary>
    [Range(1024, 1_000_000_000)]
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>
    /// How many pixels may be in decoding at once, over all images; the next image waits. An image that is larger than this is decoded alone.
    /// </summary>
    [Range(1024, 100_000_000_000)]
    public long MaxPixelsInFlight { get; set; } = 200_000_000;

    /// <summary>
    /// The library that decodes images: <c>vips</c> or <c>imagesharp</c>. BMP, TGA and PBM are always decoded by ImageSharp. It is part of the
    /// model's fingerprint, so collections do not mix the two.
    /// </summary>
    public ImageDecoder Decoder { get; set; }

    /// <summary>
    /// Whether large JPEGs are decoded at 1/2, 1/4 or 1/8 of their size where that is enough: several times as fast, with slightly different pixels.
    /// It needs the decoder <c>vips</c>, and is part of the model's fingerprint.
    /// </summary>
    public bool ShrinkOnLoad { get; set; }

    /// <summary>
    /// Says that the folder of images is on a volume that all processes of the cluster see. A cluster with <c>Images:Kind</c> <c>Folder</c> requires
    /// <c>true</c>, because the program cannot check it. An S3 store is always shared.
    /// </summary>
    public bool Shared { get; set; }

    /// <summary>The decoder's name, as it is part of the model's fingerprint.</summary>
    internal string DecoderName() => Decoder == ImageDecoder.ImageSharp ? "imagesharp" : "vips";

    internal ImageLimits ToLimits() => new() { MaxBytes = MaxBytes, MaxPixels = MaxPixels, MaxPixelsInFlight = MaxPixelsInFlight };
}
