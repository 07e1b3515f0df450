using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Client;

internal static class ClientRegistration
{
    /// <summary>Adds what a process needs to call grains, in a silo and in a client of silos.</summary>
    public static IServiceCollection AddGrainClient(this IServiceCollection services)
    {
        services.AddSingleton<CollectionLookup>();
        services.AddSingleton<GrainClient>();
        return services;
    }
}
