using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Encoding;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Hosting.Settings;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Hosting;

/// <summary>The rules for the options: the range of each member, and rules across members.</summary>
internal static class Txt2ImageRules
{
    /// <summary>All faults. Each is a sentence that names the setting and contains no secret.</summary>
    public static IEnumerable<string> Faults(Txt2ImageOptions options) =>
        Ranges(options)
            .Concat(VectorFaults(options.Vectors))
            .Concat(AdminFaults(options.Admin))
            .Concat(ClusterFaults(options))
            .Concat(DeviceFaults(options))
            .Concat(ModelFaults(options))
            .Concat(ImageFaults(options.Images))
            .Concat(EncodingFaults(options.Encoding))
            .Concat(SearchFaults(options))
            .Select(fault => $"{Txt2ImageOptions.Section}:{fault}");

    /// <summary>Additional requirements of a silo.</summary>
    public static IEnumerable<string> SiloFaults(Txt2ImageOptions options)
    {
        if (!options.Cluster.IsOn)
        {
            yield return $"{Txt2ImageOptions.Section}:Cluster:Redis is not set. A silo finds its cluster through Redis. "
                + "To run without a cluster, start only the Api.";
        }

        if (options.Vectors.Kind == VectorStoreKind.Embedded)
        {
            yield return $"{Txt2ImageOptions.Section}:Vectors:Kind is Embedded, which only one process can use. "
                + "Set it to Qdrant for a cluster.";
        }
    }

    private static IEnumerable<string> ModelFaults(Txt2ImageOptions options)
    {
        if (options.Models.Count > 0 && options.Model.Folder != new ModelOptions().Folder)
        {
            yield return "Model and Models are both set. Move the model of Model to the first place of Models.";
        }

        for (var i = 0; i < options.Models.Count; i++)
        {
            if (FaultOf(options.Models[i], options.Model) is { } fault)
            {
                yield return $"Models:{i}: {fault}";
            }
        }
    }

    private static string? FaultOf(string model, ModelOptions common)
    {
        try
        {
            return Annotations.Faults("", ModelText.Read(model, common)).FirstOrDefault();
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>S3 settings are validated only if S3 is used.</summary>
    private static IEnumerable<string> Ranges(Txt2ImageOptions options) => SettingsTree.Sections(options)
        .Where(section => section.Options is not S3Options || options.Images.Kind == ImageStoreKind.S3)
        .SelectMany(section => Annotations.Faults(section.Path, section.Options));

    private static IEnumerable<string> VectorFaults(VectorsOptions vectors)
    {
        foreach (var fault in vectors.Qdrant.Faults())
        {
            yield return $"Vectors:Qdrant:{fault}";
        }

        if (vectors.Kind == VectorStoreKind.Qdrant && !vectors.Qdrant.HasAddress)
        {
            yield return "Vectors:Qdrant:Url is not set. Vectors:Kind is Qdrant, so set its address, such as http://localhost:6334.";
        }
    }

    private static IEnumerable<string> AdminFaults(AdminOptions admin)
    {
        if (admin.IsOn && AdminAddress.Parse(admin.Url) is null)
        {
            yield return $"Admin:Url: '{admin.Url}' is not an address such as http://localhost:9090.";
        }
    }

    private static IEnumerable<string> ClusterFaults(Txt2ImageOptions options)
    {
        if (!options.Cluster.IsOn)
        {
            yield break;
        }

        if (!RedisConnections.CanParse(options.Cluster.Redis))
        {
            yield return "Cluster:Redis is not a Redis address; use host:port[,password=…].";
        }

        if (options.Images is { Kind: ImageStoreKind.Folder, Shared: false })
        {
            yield return "Images:Shared is false, but the processes of a cluster must share one store of images. "
                + "Put DataDirectory on a volume that all of them share and set Images:Shared to true, or set Images:Kind to S3.";
        }
    }

    private static IEnumerable<string> DeviceFaults(Txt2ImageOptions options)
    {
        var devices = options.Devices;
        var isTriton = devices.Any(device => DeviceName.TryParse(device, out var name) && name.IsTriton);
        var triton = options.Inference.Triton;
        if (triton.Length > 0 && !(Uri.TryCreate(triton, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return $"Inference:Triton: '{triton}' is not the address of a Triton server's gRPC port, such as http://triton:8001.";
        }
        else if (isTriton && triton.Length == 0)
        {
            yield return "Inference:Triton is not set. Devices has triton, so set the address of its gRPC port, such as http://triton:8001.";
        }
        else if (triton.Length > 0 && devices.Count > 0 && !isTriton)
        {
            yield return "Inference:Triton is set, but Devices has no triton. Add triton:0 to Devices, or leave Devices empty.";
        }

        foreach (var device in devices.Where(device => !DeviceName.TryParse(device, out _)))
        {
            yield return $"Devices: '{device}' is not a device; use cpu, cpu:0, cuda:0, triton:0…";
        }

        if (devices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < devices.Count)
        {
            yield return "Devices: a device is listed twice.";
        }
    }

    private static IEnumerable<string> ImageFaults(ImageOptions images)
    {
        if (images.ShrinkOnLoad && !ImagePreparer.CanShrink(images.Decoder))
        {
            yield return $"Images:ShrinkOnLoad: the decoder {images.Decoder} does not support it; {ImageDecoder.Vips} does.";
        }

        if (images.Kind == ImageStoreKind.S3)
        {
            foreach (var fault in images.S3.Faults())
            {
                yield return $"Images:S3:{fault}";
            }
        }
    }

    private static IEnumerable<string> SearchFaults(Txt2ImageOptions options)
    {
        if (!CollectionName.IsValid(options.DefaultCollection))
        {
            yield return $"DefaultCollection: '{options.DefaultCollection}' must be {CollectionName.Rule}.";
        }

        if (options.Search.StoreDeadline > options.Search.Deadline)
        {
            yield return $"Search: StoreDeadline ({options.Search.StoreDeadline}) is longer than Deadline ({options.Search.Deadline}).";
        }
    }

    private static IEnumerable<string> EncodingFaults(EncodingOptions encoding)
    {
        if (encoding.BulkPatience >= encoding.BulkBudget)
        {
            yield return $"Encoding: BulkPatience ({encoding.BulkPatience}) is not less than BulkBudget ({encoding.BulkBudget}), "
                + "so images would be rejected before they may overtake queries.";
        }

        if (encoding.BulkBatchTime > encoding.BulkPatience)
        {
            yield return $"Encoding: BulkBatchTime ({encoding.BulkBatchTime}) is longer than BulkPatience ({encoding.BulkPatience}).";
        }
    }
}
