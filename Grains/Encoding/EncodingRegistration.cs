using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Models;

namespace Txt2Image.Grains.Encoding;

internal static class EncodingRegistration
{
    /// <summary>Adds the pool through which a process finds encoders, in a silo and in a client of silos.</summary>
    /// <param name="services">The services.</param>
    /// <param name="deadline">How long a search may take.</param>
    public static IServiceCollection AddEncoderPool(this IServiceCollection services, Func<IServiceProvider, TimeSpan> deadline) =>
        services.AddSingleton(provider => new EncoderPool(
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<IOptions<EncodingOptions>>().Value,
            deadline(provider),
            provider.GetRequiredService<TimeProvider>()));

    /// <summary>
    /// Adds the encoders of a silo's own devices, which it announces to the other silos, and their placement on the silo that owns the device.
    /// </summary>
    public static ISiloBuilder AddEncoding(this ISiloBuilder silo, ServedModels models, IReadOnlyList<DeviceName> devices)
    {
        silo.Services.TryAddSingleton<TowerLoader>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<InferenceOptions>>().Value;
            return (loaded, device, cores) => OnnxTowers.Load(loaded, device, OptionsOf(options, cores));
        });
        silo.Services.AddSingleton(provider => new LocalDevices(
            models,
            devices,
            provider.GetRequiredService<TowerLoader>(),
            provider.GetRequiredService<IOptions<EncodingOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        silo.Services.AddPlacementDirector<PinnedPlacement, PinnedDirector>();
        return silo.UseSiloMetadata(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DeviceMapGrain.MetadataKey] = LocalDevices.Announce(models, devices),
        });
    }

    /// <summary>The options of one device. If the number of threads is not configured, it is the device's share of the cores.</summary>
    internal static InferenceOptions OptionsOf(InferenceOptions options, int cores) =>
        options.IntraOpThreads > 0 ? options : options with { IntraOpThreads = cores };
}
