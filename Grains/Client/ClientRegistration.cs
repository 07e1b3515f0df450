using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Client;

internal static class ClientRegistration
{
    /// <summary>Adds the way to grains, for a silo and for a client of silos alike.</summary>
    public static IServiceCollection AddGrainClient(this IServiceCollection services)
    {
        services.AddSingleton<CollectionLookup>();
        services.AddSingleton<GrainClient>();
        return services;
    }
}
