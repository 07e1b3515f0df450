using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Grains.Searching;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Hosting;

/// <summary>Builds what a process needs from the configuration: the whole service in one, a silo, or a cluster's client.</summary>
public static class SiloHosting
{
    /// <summary>
    /// Adds what the Api works with: the whole service in this process, on an Orleans silo on free loopback ports; or, where <c>Cluster:Redis</c> is set, a
    /// client of silos that are processes of their own.
    /// </summary>
    /// <exception cref="OptionsValidationException">The configuration has faults; all of them are listed.</exception>
    /// <exception cref="ModelException">The model cannot be used; the message names the file and the mismatch.</exception>
    public static void AddTxt2Image(this IHostApplicationBuilder builder)
    {
        var (options, model, aliases) = builder.AddModelAndImages();
        if (options.Cluster.IsOn)
        {
            builder.Services.AddCallerServices();
            builder.Services.AddQdrantSource(options.Vectors);
            builder.AddClusterClient(options.Cluster);
            if (options.Admin.IsOn)
            {
                builder.UseOrleansClient(client => client.AddDashboard());
            }

            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<ClientStartupChecks>(services, aliases));
            return;
        }

        builder.Services.AddVectorStore(options.Vectors, Path.Combine(Folders.Data(options), "points"));
        builder.Services.AddGrainServices();
        builder.AddSiloStartup(aliases);
        builder.UseOrleans(silo => silo.AddTxt2ImageGrains(LocalDevices.Announce(model, DevicesOf(options))).UseFreeLoopbackPorts());
        if (options.Admin.IsOn)
        {
            builder.UseOrleans(silo => silo.AddDashboard());
        }
    }

    /// <summary>Adds a silo of a cluster, with its devices.</summary>
    /// <exception cref="OptionsValidationException">The configuration has faults; all of them are listed.</exception>
    /// <exception cref="ModelException">The model cannot be used; the message names the file and the mismatch.</exception>
    public static void AddTxt2ImageSilo(this IHostApplicationBuilder builder)
    {
        var (options, model, aliases) = builder.AddModelAndImages();
        string[] faults = [.. SiloFaults(options).Select(fault => $"{Txt2ImageOptions.Section}:{fault}")];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(Txt2ImageOptions.Section, typeof(ClusterSettings), faults);
        }

        builder.Services.AddVectorStore(options.Vectors, folder: "");
        builder.Services.AddRedisCache(options.Cluster);
        builder.Services.AddGrainServices();
        builder.AddSiloStartup(aliases);
        builder.UseOrleans(silo => silo.AddTxt2ImageGrains(LocalDevices.Announce(model, DevicesOf(options))).JoinCluster(options.Cluster).AddDashboard());
    }

    private static IEnumerable<string> SiloFaults(Txt2ImageOptions options)
    {
        if (!options.Cluster.IsOn)
        {
            yield return "Cluster:Redis is not set: a silo finds its cluster through Redis. Without a cluster, start the Api alone.";
        }

        if (options.Vectors.Is(VectorsOptions.Embedded))
        {
            yield return "Vectors:Kind is Embedded, which one process keeps for itself: the silos of a cluster need Qdrant.";
        }
    }

    /// <summary>What callers of grains are made of, in a silo and in a client alike.</summary>
    internal static void AddCallerServices(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EncoderPool>();
        services.AddSingleton<QuestionGrains>();
        services.AddIngesting();
    }

    /// <summary>What grains and their callers are made of, given a model, stores and options.</summary>
    internal static void AddGrainServices(this IServiceCollection services)
    {
        services.AddCallerServices();
        services.TryAddSingleton<IDistributedCache>(provider =>
            new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions
            {
                SizeLimit = provider.GetRequiredService<IOptions<CacheOptions>>().Value.MemoryBytes,
            })));
        services.AddSingleton(provider => new LocalDevices(
            provider.GetRequiredService<ClipModel>(),
            DevicesOf(provider.GetRequiredService<IOptions<Txt2ImageOptions>>().Value),
            provider.GetRequiredService<TowerLoader>(),
            provider.GetRequiredService<IOptions<EncodingOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SearchCache>();
        services.AddSingleton<QuestionEncoder>();
        services.AddSingleton<HitSearch>();
        services.AddSingleton<Catalogue>();
        services.AddSingleton<CollectionWriter>();
        services.AddSingleton<IReadiness, SiloReadiness>();
    }

    /// <summary>Reads and checks the options, and hands each section to whom it concerns.</summary>
    internal static Txt2ImageOptions AddTxt2ImageOptions(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new Txt2ImageOptions();
        configuration.GetSection(Txt2ImageOptions.Section).Bind(options);
        var verdict = new Txt2ImageOptionsValidator().Validate(null, options);
        if (verdict.Failed)
        {
            throw new OptionsValidationException(Txt2ImageOptions.Section, typeof(Txt2ImageOptions), verdict.Failures);
        }

        services.AddSingleton(Options.Create(options));
        services.AddSingleton(Options.Create(options.Encoding));
        services.AddSingleton(Options.Create(options.Search));
        services.AddSingleton(Options.Create(options.Cache));
        services.AddSingleton(Options.Create(options.Images));
        return options;
    }

    /// <summary>What every silo of ours has: device placement and metadata, timeouts that reach the work, and a short life for idle questions.</summary>
    internal static ISiloBuilder AddTxt2ImageGrains(this ISiloBuilder silo, string announcement)
    {
        silo.PropagateTraces();
        silo.Services.AddPlacementDirector<PinnedPlacement, PinnedDirector>();
        silo.UseSiloMetadata(new Dictionary<string, string>(StringComparer.Ordinal) { [DeviceMapGrain.MetadataKey] = announcement });
        silo.Configure<SiloMessagingOptions>(options => options.CancelRequestOnTimeout = true);
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(15);
            options.EnableActivationSheddingOnMemoryPressure = true;
        });
        return silo;
    }

    private static (Txt2ImageOptions Options, ClipModel Model, IReadOnlyList<string> Aliases) AddModelAndImages(this IHostApplicationBuilder builder)
    {
        var aliases = ConfigurationAliases.Apply(builder.Configuration);
        var options = builder.Services.AddTxt2ImageOptions(builder.Configuration);
        var preparer = new ImagePreparer(options.Images.ToLimits(), options.Images.Decoder, options.Images.ShrinkOnLoad);
        var model = ClipModel.Load(Folders.Shipped(options.Model), preparer.PreprocessingVersion);
        builder.Services.AddSingleton(model);
        builder.Services.AddSingleton(preparer);
        builder.Services.AddImageStore(options.Images, Path.Combine(Folders.Data(options), "images"));
        return (options, model, aliases);
    }

    /// <summary>Hosted services start in the order they are added: what a person can mend fails before the silo starts.</summary>
    private static void AddSiloStartup(this IHostApplicationBuilder builder, IReadOnlyList<string> aliases)
    {
        builder.Services.AddSingleton<TowerLoader>(_ => (model, device, cores) => OnnxTowers.Load(model, device, new InferenceOptions { IntraOpThreads = cores }));
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<StartupChecks>(services, aliases));
    }

    private static ImmutableArray<DeviceName> DevicesOf(Txt2ImageOptions options) => [.. options.Devices.DefaultIfEmpty("cpu").Select(DeviceName.Parse)];
}
