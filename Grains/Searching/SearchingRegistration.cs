using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Searching;

internal static class SearchingRegistration
{
    /// <summary>What query grains are made of. The distributed cache is the host's to choose.</summary>
    public static IServiceCollection AddSearching(this IServiceCollection services) => services
        .AddSingleton<SearchCache>()
        .AddSingleton<QuestionEncoder>()
        .AddSingleton<HitSearch>();
}
