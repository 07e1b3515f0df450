using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Hosting;

/// <summary>Checks the whole configuration at start and lists every fault at once.</summary>
internal sealed class Txt2ImageOptionsValidator : IValidateOptions<Txt2ImageOptions>
{
    public ValidateOptionsResult Validate(string? name, Txt2ImageOptions options)
    {
        List<string> faults = [];
        Check(faults, "", options);
        Check(faults, "Encoding:", options.Encoding);
        Check(faults, "Search:", options.Search);
        Check(faults, "Cache:", options.Cache);
        CheckImages(faults, options.Images);
        Check(faults, "Vectors:Qdrant:", options.Vectors.Qdrant);
        faults.AddRange(options.Vectors.Qdrant.Faults().Select(fault => $"Vectors:Qdrant:{fault}"));
        if (!options.Vectors.Is(VectorsOptions.Embedded) && !options.Vectors.Is(VectorsOptions.InQdrant))
        {
            faults.Add($"Vectors:Kind: '{options.Vectors.Kind}' is neither {VectorsOptions.Embedded} nor {VectorsOptions.InQdrant}.");
        }

        if (options.Vectors.Is(VectorsOptions.InQdrant) && options.Vectors.Qdrant.Url is null)
        {
            faults.Add("Vectors:Qdrant:Url: Vectors:Kind is Qdrant, so its address is needed, as http://localhost:6334.");
        }

        Check(faults, "Cluster:", options.Cluster);
        if (options.Admin.IsOn && AdminAddress.Parse(options.Admin.Url) is null)
        {
            faults.Add($"Admin:Url: '{options.Admin.Url}' is no address such as http://localhost:9090.");
        }

        if (options.Cluster.IsOn)
        {
            CheckCluster(faults, options);
        }

        faults.AddRange(options.Devices.Where(device => !DeviceName.TryParse(device, out _)).Select(device =>
            $"Devices: '{device}' is not a device; write cpu, cpu:0, cuda:0…"));
        if (options.Devices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Devices.Count)
        {
            faults.Add("Devices: a device is named twice.");
        }

        if (!CollectionName.IsValid(options.DefaultCollection))
        {
            faults.Add($"DefaultCollection: '{options.DefaultCollection}' is not {CollectionName.Rule}.");
        }

        if (options.Search.StoreDeadline > options.Search.Deadline)
        {
            faults.Add($"Search: StoreDeadline ({options.Search.StoreDeadline}) is longer than Deadline ({options.Search.Deadline}).");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(fault => $"{Txt2ImageOptions.Section}:{fault}"));
    }

    private static void CheckCluster(List<string> faults, Txt2ImageOptions options)
    {
        if (!RedisConnections.CanParse(options.Cluster.Redis))
        {
            faults.Add("Cluster:Redis is no address of a Redis server; write host:port[,password=…].");
        }

        if (options.Images.Is(ImageOptions.InFolder) && !options.Images.Shared)
        {
            faults.Add(
                "Images:Shared is false: the processes of a cluster need one store of images. Put DataDirectory on a volume that all of them see, and set it to true; or set Images:Kind to S3.");
        }
    }

    private static void CheckImages(List<string> faults, ImageOptions options)
    {
        Check(faults, "Images:", options);
        if (!ImagePreparer.HasDecoder(options.Decoder))
        {
            faults.Add($"Images:Decoder: this build has no decoder '{options.Decoder}'; vips is always there.");
        }
        else if (options.ShrinkOnLoad && !ImagePreparer.CanShrink(options.Decoder))
        {
            faults.Add($"Images:ShrinkOnLoad: the decoder {options.Decoder} cannot do it; vips can.");
        }

        if (options.Is(ImageOptions.InS3))
        {
            Check(faults, "Images:S3:", options.S3);
            faults.AddRange(options.S3.Faults().Select(fault => $"Images:S3:{fault}"));
        }
        else if (!options.Is(ImageOptions.InFolder))
        {
            faults.Add($"Images:Kind: '{options.Kind}' is neither {ImageOptions.InFolder} nor {ImageOptions.InS3}.");
        }
    }

    private static void Check(List<string> faults, string section, object options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        faults.AddRange(results.Select(result => $"{section}{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
    }
}
