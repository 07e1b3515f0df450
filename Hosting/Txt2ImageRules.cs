using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Hosting.Settings;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Hosting;

/// <summary>What the options must fulfil: each member its own range, and rules that span several members.</summary>
internal static class Txt2ImageRules
{
    /// <summary>All faults, each in a sentence that names the setting; none of them shows a secret.</summary>
    public static IEnumerable<string> Faults(Txt2ImageOptions options) =>
        Ranges(options)
            .Concat(VectorFaults(options.Vectors))
            .Concat(AdminFaults(options.Admin))
            .Concat(ClusterFaults(options))
            .Concat(DeviceFaults(options.Devices))
            .Concat(ImageFaults(options.Images))
            .Concat(SearchFaults(options))
            .Select(fault => $"{Txt2ImageOptions.Section}:{fault}");

    /// <summary>What a silo needs in addition.</summary>
    public static IEnumerable<string> SiloFaults(Txt2ImageOptions options)
    {
        if (!options.Cluster.IsOn)
        {
            yield return $"{Txt2ImageOptions.Section}:Cluster:Redis is not set: a silo finds its cluster through Redis. "
                + "Without a cluster, start the Api alone.";
        }

        if (options.Vectors.Kind == VectorStoreKind.Embedded)
        {
            yield return $"{Txt2ImageOptions.Section}:Vectors:Kind is Embedded, which one process keeps for itself: "
                + "the silos of a cluster need Qdrant.";
        }
    }

    /// <summary>The settings of an S3 store have to hold only where there is one.</summary>
    private static IEnumerable<string> Ranges(Txt2ImageOptions options) => SettingsTree.Sections(options)
        .Where(section => section.Options is not S3Options || options.Images.Kind == ImageStoreKind.S3)
        .SelectMany(section => Annotations.Faults(section.Path, section.Options));

    private static IEnumerable<string> VectorFaults(VectorsOptions vectors)
    {
        foreach (var fault in vectors.Qdrant.Faults())
        {
            yield return $"Vectors:Qdrant:{fault}";
        }

        if (vectors.Kind == VectorStoreKind.Qdrant && vectors.Qdrant.Url is null)
        {
            yield return "Vectors:Qdrant:Url: Vectors:Kind is Qdrant, so its address is needed, as http://localhost:6334.";
        }
    }

    private static IEnumerable<string> AdminFaults(AdminOptions admin)
    {
        if (admin.IsOn && AdminAddress.Parse(admin.Url) is null)
        {
            yield return $"Admin:Url: '{admin.Url}' is no address such as http://localhost:9090.";
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
            yield return "Cluster:Redis is no address of a Redis server; write host:port[,password=…].";
        }

        if (options.Images is { Kind: ImageStoreKind.Folder, Shared: false })
        {
            yield return "Images:Shared is false: the processes of a cluster need one store of images. "
                + "Put DataDirectory on a volume that all of them see, and set it to true; or set Images:Kind to S3.";
        }
    }

    private static IEnumerable<string> DeviceFaults(IList<string> devices)
    {
        foreach (var device in devices.Where(device => !DeviceName.TryParse(device, out _)))
        {
            yield return $"Devices: '{device}' is not a device; write cpu, cpu:0, cuda:0…";
        }

        if (devices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < devices.Count)
        {
            yield return "Devices: a device is named twice.";
        }
    }

    private static IEnumerable<string> ImageFaults(ImageOptions images)
    {
        if (images.ShrinkOnLoad && !ImagePreparer.CanShrink(images.DecoderName()))
        {
            yield return $"Images:ShrinkOnLoad: the decoder {images.DecoderName()} cannot do it; vips can.";
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
            yield return $"DefaultCollection: '{options.DefaultCollection}' is not {CollectionName.Rule}.";
        }

        if (options.Search.StoreDeadline > options.Search.Deadline)
        {
            yield return $"Search: StoreDeadline ({options.Search.StoreDeadline}) is longer than Deadline ({options.Search.Deadline}).";
        }
    }
}
