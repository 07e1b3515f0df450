using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Searching;

internal static class SearchingRegistration
{
    /// <summary>Adds what query grains need. The host chooses the distributed cache.</summary>
    public static IServiceCollection AddSearching(this IServiceCollection services) => services
        .AddSingleton<SearchCache>()
        .AddSingleton<QuestionEncoder>()
        .AddSingleton<HitSearch>();
}
