using System.ComponentModel.DataAnnotations;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Hosting;

/// <summary>
/// The section <c>Txt2Image</c> of the configuration (environment: <c>TXT2IMAGE__…</c>). Every default works embedded, in one process.
/// </summary>
public sealed class Txt2ImageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Txt2Image";

    /// <summary>Which model is loaded, and how.</summary>
    public ModelOptions Model { get; set; } = new();

    /// <summary>
    /// The folders or names of several models instead of <c>Model:Folder</c> (<c>Models:0</c>, <c>Models:1</c>…). What else <c>Model</c> says applies
    /// to each, unless it is given behind the folder, as in <c>clip-b32?variant=int8&amp;template=a photo of {}</c>. A collection uses the model that
    /// it was created with; the first is that of new collections. All of them run on every device, and take their memory there.
    /// </summary>
    public IList<string> Models { get; } = [];

    /// <summary>
    /// The folder of the models that were pulled, which <c>Model</c> and <c>Models</c> may name. Empty: <c>txt2image/models</c> in the user's data
    /// folder. The command line reads <c>TXT2IMAGE__MODELSDIRECTORY</c> too.
    /// </summary>
    public string ModelsDirectory { get; set; } = "";

    /// <summary>Whether a model that is named but not there is downloaded at start. <c>--pull</c> means the same.</summary>
    public bool Pull { get; set; }

    /// <summary>
    /// Whether <c>Pull</c> accepts licences that restrict what a model may be used for. <c>--accept-license</c> means the same.
    /// </summary>
    public bool AcceptLicenses { get; set; }

    /// <summary>
    /// The devices that run the models: <c>cpu</c>, <c>cuda:0</c>, <c>triton:0</c> and so on (<c>Devices:0</c>, <c>Devices:1</c>…). None: <c>cpu</c>,
    /// or <c>triton:0</c> and <c>triton:1</c> if <c>Inference:Triton</c> is set. A device that is missing is an error at start.
    /// </summary>
    public IList<string> Devices { get; } = [];

    /// <summary>
    /// The folder of points and images, locked while in use. Empty: <c>txt2image</c> in the user's data folder. In a cluster it contains images only,
    /// on a volume that all processes share.
    /// </summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>How log entries are written: <c>Line</c> for people, <c>Json</c> for programs. <c>--log-format json</c> means the same.</summary>
    public LogFormat LogFormat { get; set; }

    /// <summary>The collection to search if a search names none.</summary>
    [Required]
    public string DefaultCollection { get; set; } = "demo";

    /// <summary>How devices queue and batch work.</summary>
    public EncodingOptions Encoding { get; set; } = new();

    /// <summary>How a device runs the model.</summary>
    public InferenceOptions Inference { get; set; } = new();

    /// <summary>The limits of a search.</summary>
    public SearchOptions Search { get; set; } = new();

    /// <summary>How long embeddings and answers are cached.</summary>
    public CacheOptions Cache { get; set; } = new();

    /// <summary>Where points and the catalogue are stored.</summary>
    public VectorsOptions Vectors { get; set; } = new();

    /// <summary>Limits on images, and where images are stored.</summary>
    public ImageOptions Images { get; set; } = new();

    /// <summary>The gallery that ships with the program.</summary>
    public DemoOptions Demo { get; set; } = new();

    /// <summary>
    /// How the processes of a cluster find each other. Without <see cref="ClusterSettings.Redis"/> there is one process, which needs none of this.
    /// </summary>
    public ClusterSettings Cluster { get; set; } = new();

    /// <summary>The administrator's port: metrics, health and the dashboard of grains, separate from the public addresses.</summary>
    public AdminOptions Admin { get; set; } = new();

    /// <summary>The models, at least one.</summary>
    /// <exception cref="FormatException">One of <see cref="Models"/> cannot be read.</exception>
    internal IReadOnlyList<ModelOptions> ModelList() => [.. Models.Select(text => ModelText.Read(text, Model)).DefaultIfEmpty(Model)];

    /// <summary>The names of the devices that run the models, at least one.</summary>
    internal IEnumerable<string> DeviceNames()
    {
        if (Devices.Count > 0)
        {
            return Devices;
        }

        // Two requests at a time: the server has the next batch when it has finished one.
        return Inference.Triton.Length > 0 ? ["triton:0", "triton:1"] : ["cpu"];
    }
}

/// <summary>The gallery that ships with the program.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether the collection <c>demo</c> is filled at the first start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The folder of the gallery. A relative path is resolved beside the program first, then in the working directory.</summary>
    public string Samples { get; set; } = "samples";
}
