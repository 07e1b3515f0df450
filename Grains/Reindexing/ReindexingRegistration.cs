using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Reindexing;

internal static class ReindexingRegistration
{
    /// <summary>Adds what a silo needs to reindex collections.</summary>
    public static IServiceCollection AddReindexing(this IServiceCollection services) => services.AddSingleton<ShadowCopy>();
}
