using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Ingesting;

internal static class IngestingRegistration
{
    /// <summary>What adds images: in a process that takes uploads, which may be a client of the silos.</summary>
    public static IServiceCollection AddIngesting(this IServiceCollection services) => services.AddSingleton<ImageAdder>();
}
