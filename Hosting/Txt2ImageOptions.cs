using System.ComponentModel.DataAnnotations;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Hosting;

/// <summary>The section <c>Txt2Image</c> of the configuration (environment: <c>TXT2IMAGE__…</c>). Every setting has a default that works embedded.</summary>
public sealed class Txt2ImageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Txt2Image";

    /// <summary>The folder of the model, in the Hugging Face layout. A relative path is looked for beside the program, then in the working directory.</summary>
    [Required]
    public string Model { get; set; } = "models/demo";

    /// <summary>The devices that run the model: <c>cpu</c>, <c>cuda:0</c>…; none: <c>cpu</c>.</summary>
    public IList<string> Devices { get; } = [];

    /// <summary>The folder that holds points and images; empty: <c>txt2image</c> in the user's data folder.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>The collection that a search without a collection searches.</summary>
    [Required]
    public string DefaultCollection { get; set; } = "demo";

    /// <summary>How devices queue and batch.</summary>
    public EncodingOptions Encoding { get; set; } = new();

    /// <summary>Bounds of a search.</summary>
    public SearchOptions Search { get; set; } = new();

    /// <summary>How long embeddings and answers are kept.</summary>
    public CacheOptions Cache { get; set; } = new();

    /// <summary>Where points and the catalogue are kept.</summary>
    public VectorsOptions Vectors { get; set; } = new();

    /// <summary>What is accepted as an image, and where images are kept.</summary>
    public ImageOptions Images { get; set; } = new();

    /// <summary>The gallery that comes with the program.</summary>
    public DemoOptions Demo { get; set; } = new();

    /// <summary>How processes find each other.</summary>
    public ClusterSettings Cluster { get; set; } = new();

    /// <summary>The administrator's port.</summary>
    public AdminOptions Admin { get; set; } = new();
}

/// <summary>Where points and the catalogue are kept.</summary>
public sealed class VectorsOptions
{
    /// <summary>In this process, in the data directory.</summary>
    public const string Embedded = "Embedded";

    /// <summary>In a Qdrant server.</summary>
    public const string InQdrant = "Qdrant";

    /// <summary><c>Embedded</c> or <c>Qdrant</c>.</summary>
    public string Kind { get; set; } = Embedded;

    /// <summary>The Qdrant server: where points are kept, if that is the kind; and where collections of other programs can be imported from, with either kind.</summary>
    public QdrantOptions Qdrant { get; set; } = new();

    /// <summary>Whether this kind is meant.</summary>
    public bool Is(string kind) => Kind.Equals(kind, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What is accepted as an image, and where images are kept.</summary>
public sealed class ImageOptions
{
    /// <summary>In the data directory.</summary>
    public const string InFolder = "Folder";

    /// <summary>In a bucket of an S3 store.</summary>
    public const string InS3 = "S3";

    /// <summary><c>Folder</c> or <c>S3</c>.</summary>
    public string Kind { get; set; } = InFolder;

    /// <summary>The S3 store, if that is the kind.</summary>
    public S3Options S3 { get; set; } = new();

    /// <summary>The most bytes of one image.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBytes { get; set; } = 32 << 20;

    /// <summary>The most pixels of one image.</summary>
    [Range(1024, 1_000_000_000)]
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>What decodes: <c>vips</c>, or <c>imagesharp</c> in a build with -p:Upstream=true. It is part of the model's fingerprint.</summary>
    public string Decoder { get; set; } = "vips";

    /// <summary>
    /// Whether large JPEGs are decoded at 1/2, 1/4 or 1/8 of their size where that is enough: several times as fast, in slightly other pixels. It is part of
    /// the model's fingerprint.
    /// </summary>
    public bool ShrinkOnLoad { get; set; }

    /// <summary>
    /// Whether the folder of images is one that all processes of the cluster see (a shared volume). It has to be said, because nothing else can tell. An S3
    /// store always is.
    /// </summary>
    public bool Shared { get; set; }

    /// <summary>Whether this kind is meant.</summary>
    public bool Is(string kind) => Kind.Equals(kind, StringComparison.OrdinalIgnoreCase);

    internal ImageLimits ToLimits() => new() { MaxBytes = MaxBytes, MaxPixels = MaxPixels };
}

/// <summary>The gallery that comes with the program.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether the collection <c>demo</c> is filled at the first start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The folder of the gallery. A relative path is looked for beside the program, then in the working directory.</summary>
    public string Samples { get; set; } = "samples";
}
