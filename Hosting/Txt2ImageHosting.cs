using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using Txt2Image.Clip;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Browsing;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Reindexing;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Hosting.Models;
using Txt2Image.Hosting.Settings;
using Txt2Image.Hosting.Startup;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Hosting;

/// <summary>Builds a process from the configuration: the entire service in one process, a silo, or a cluster client.</summary>
public static class Txt2ImageHosting
{
    /// <summary>
    /// Adds what the Api needs: the entire service in this process, on an Orleans silo on free loopback ports; or, if <c>Cluster:Redis</c> is set, a
    /// client of silos in other processes.
    /// </summary>
    /// <exception cref="OptionsValidationException">The configuration has faults; all of them are listed.</exception>
    /// <exception cref="ModelException">The model cannot be used. The message contains the file and the mismatch.</exception>
    public static void AddTxt2Image(this IHostApplicationBuilder builder)
    {
        var (options, models) = builder.AddModelsAndImages();
        builder.Services.AddQdrantSource(options.Vectors.Qdrant);
        if (options.Cluster.IsOn)
        {
            builder.Services.AddCallers();
            builder.AddClusterClient(options.Cluster);
            if (options.Admin.IsOn)
            {
                builder.UseOrleansClient(client => client.AddDashboard());
            }

            return;
        }

        builder.Services.AddVectorStore(options);
        builder.UseOrleans(silo => silo.AddTxt2ImageGrains(models, options.DeviceNames()).UseFreeLoopbackPorts());
        if (options.Admin.IsOn)
        {
            builder.UseOrleans(silo => silo.AddDashboard());
        }
    }

    /// <summary>Adds a silo of a cluster, with its devices.</summary>
    /// <exception cref="OptionsValidationException">The configuration has faults; all of them are listed.</exception>
    /// <exception cref="ModelException">The model cannot be used. The message contains the file and the mismatch.</exception>
    public static void AddTxt2ImageSilo(this IHostApplicationBuilder builder)
    {
        var (options, models) = builder.AddModelsAndImages(Txt2ImageRules.SiloFaults);
        builder.Services.AddQdrantSource(options.Vectors.Qdrant);
        builder.Services.AddVectorStore(options);
        builder.Services.AddRedisCache(options.Cluster);
        builder.UseOrleans(silo => silo.AddTxt2ImageGrains(models, options.DeviceNames()).JoinCluster(options.Cluster).AddDashboard());
    }

    /// <summary>
    /// Adds all grains, on the given devices. Unless another cache is registered, embeddings and answers are cached in this process's memory.
    /// </summary>
    internal static ISiloBuilder AddTxt2ImageGrains(this ISiloBuilder silo, ServedModels models, IEnumerable<string> devices)
    {
        silo.Services.AddCallers();
        silo.AddEncoding(models, [.. devices.Select(DeviceName.Parse)]);
        silo.Services.AddSearching();
        silo.Services.AddCollections();
        silo.Services.AddBrowsing();
        silo.Services.AddReindexing();
        silo.Services.AddLocalCache();
        silo.Services.AddSingleton<IReadiness, SiloReadiness>();
        silo.PropagateTraces();
        return silo.ConfigureLifetimes();
    }

    /// <summary>Adds the options, validated at start, and each feature's section as options of its own.</summary>
    internal static Txt2ImageOptions AddTxt2ImageOptions(
        this IServiceCollection services, IConfiguration configuration, params IEnumerable<Func<Txt2ImageOptions, IEnumerable<string>>> rules)
    {
        ConfigurationAliases.ReadShortForms(configuration);
        var options = services.AddSettings(configuration, Txt2ImageOptions.Section, [Txt2ImageRules.Faults, .. rules]);
        services.AddPart(all => all.Encoding);
        services.AddPart(all => all.Inference);
        services.AddPart(all => all.Search);
        services.AddPart(all => all.Cache);
        services.AddPart(all => all.Images);
        return options;
    }

    /// <summary>
    /// Hosted services start in the order in which they are added, so problems that a person can fix are reported before the silo starts.
    /// </summary>
    private static (Txt2ImageOptions Options, ServedModels Models) AddModelsAndImages(
        this IHostApplicationBuilder builder, params IEnumerable<Func<Txt2ImageOptions, IEnumerable<string>>> rules)
    {
        var aliases = ConfigurationAliases.Apply(builder.Configuration);
        var options = builder.Services.AddTxt2ImageOptions(builder.Configuration, rules);
        var preparer = new ImagePreparer(options.Images.ToLimits(), options.Images.Decoder, options.Images.ShrinkOnLoad);
        var models = LoadModels(options, preparer.PreprocessingVersion);
        builder.Services.AddSingleton(models);
        builder.Services.AddSingleton(preparer);
        builder.Services.AddImageStore(options);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<StartupChecks>(services, aliases));
        return (options, models);
    }

    internal static ServedModels LoadModels(Txt2ImageOptions options, string preprocessing)
    {
        var folders = new ModelFolders(options, Console.Out);
        List<ClipModel> models = [];
        foreach (var wanted in options.ModelList())
        {
            var model = ClipModel.Load(wanted with { Folder = folders.Of(wanted) }, preprocessing);
            if (models.Find(other => other.Fingerprint == model.Fingerprint) is { } same)
            {
                throw new ModelException($"{model.Folder} is the same model as {same.Folder}. Give each model once.");
            }

            models.Add(model);
        }

        return new ServedModels(models);
    }

    /// <summary>Adds what calls grains, in a silo and in a client of silos.</summary>
    private static void AddCallers(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddEncoderPool(provider => provider.GetRequiredService<IOptions<SearchOptions>>().Value.Deadline);
        services.AddGrainClient();
        services.AddIngesting();
    }

    /// <summary>Cancels work when its call times out, and deactivates unused query grains early.</summary>
    private static ISiloBuilder ConfigureLifetimes(this ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(options => options.CancelRequestOnTimeout = true);
        return silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(15);
            options.EnableActivationSheddingOnMemoryPressure = true;
        });
    }

    private static void AddPart<T>(this IServiceCollection services, Func<Txt2ImageOptions, T> part)
        where T : class =>
        services.AddSingleton(provider => Options.Create(part(provider.GetRequiredService<IOptions<Txt2ImageOptions>>().Value)));
}
