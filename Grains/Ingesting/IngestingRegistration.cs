using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Ingesting;

internal static class IngestingRegistration
{
    /// <summary>Adds what a process needs to accept uploads; the process may be a client of silos.</summary>
    public static IServiceCollection AddIngesting(this IServiceCollection services) => services.AddSingleton<ImageAdder>();
}
