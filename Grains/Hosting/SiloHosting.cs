using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Hosting;

/// <summary>Builds a silo, and everything its grains need, from the configuration.</summary>
public static class SiloHosting
{
    /// <summary>Adds the whole service in one process: options, model, devices, stores and an Orleans silo on free loopback ports.</summary>
    /// <exception cref="OptionsValidationException">The configuration has faults; all of them are listed.</exception>
    /// <exception cref="ModelException">The model cannot be used; the message names the file and the mismatch.</exception>
    public static void AddTxt2Image(this IHostApplicationBuilder builder)
    {
        var aliases = ConfigurationAliases.Apply(builder.Configuration);
        var options = builder.Services.AddTxt2ImageOptions(builder.Configuration);
        var preparer = new ImagePreparer(options.Images.ToLimits(), options.Images.Decoder);
        var model = ClipModel.Load(Folders.Shipped(options.Model), preparer.PreprocessingVersion);
        var data = Folders.Data(options);
        builder.Services.AddSingleton(model);
        builder.Services.AddSingleton(preparer);
        builder.Services.AddVectorStore(options.Vectors, Path.Combine(data, "points"));
        builder.Services.AddSingleton<IImageStore>(_ => new FolderImageStore(Path.Combine(data, "images")));
        builder.Services.AddSingleton<TowerLoader>(_ => (loaded, device) => OnnxTowers.Load(loaded, device, new InferenceOptions()));
        builder.Services.AddGrainServices();

        // Hosted services start in the order they are added: what a person can mend fails before the silo starts.
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<StartupChecks>(services, aliases));
        builder.UseOrleans(silo => silo.AddTxt2ImageGrains(LocalDevices.Announce(model, DevicesOf(options))).UseFreeLoopbackPorts());
    }

    /// <summary>What grains and their callers are made of, given a model, stores and options.</summary>
    internal static void AddGrainServices(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
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
        services.AddSingleton<EncoderPool>();
        services.AddSingleton<SearchCache>();
        services.AddSingleton<QuestionEncoder>();
        services.AddSingleton<QuestionGrains>();
        services.AddSingleton<HitSearch>();
        services.AddSingleton<Catalogue>();
        services.AddSingleton<CollectionWriter>();
        services.AddSingleton<ImageAdder>();
        services.AddSingleton(provider => new Readiness(
            provider.GetRequiredService<LocalDevices>(),
            provider.GetRequiredService<IVectorStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Readiness>>()));
    }

    /// <summary>Reads and checks the options, and hands each section to whom it concerns.</summary>
    internal static Txt2ImageOptions AddTxt2ImageOptions(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new Txt2ImageOptions();
        configuration.GetSection(Txt2ImageOptions.Section).Bind(options);
        var verdict = new Txt2ImageOptionsValidator().Validate(null, options);
        if (verdict.Failed) throw new OptionsValidationException(Txt2ImageOptions.Section, typeof(Txt2ImageOptions), verdict.Failures);
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

    private static ImmutableArray<DeviceName> DevicesOf(Txt2ImageOptions options) => [.. options.Devices.DefaultIfEmpty("cpu").Select(DeviceName.Parse)];
}
