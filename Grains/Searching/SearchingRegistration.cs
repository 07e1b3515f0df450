using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Txt2Image.Grains.Searching.Arranging;
using Txt2Image.Grains.Searching.Cutoff;

namespace Txt2Image.Grains.Searching;

internal static class SearchingRegistration
{
    /// <summary>Adds what query grains need. The host chooses the distributed cache.</summary>
    public static IServiceCollection AddSearching(this IServiceCollection services) => services
        .AddSingleton<SearchCache>()
        .AddSingleton<AnswerMemory>()
        .AddSingleton<SearchAdmission>()
        .AddSingleton<ExampleReader>()
        .AddSingleton<TermsEncoder>()
        .AddSingleton<QuestionEncoder>()
        .AddSingleton<HitSearch>()
        .AddSingleton<HitArranger>()
        .AddSingleton<ScoreLearner>()
        .AddSingleton<ScoreKeeper>();

    /// <summary>Adds the cache of a process without Redis, unless the host has chosen another.</summary>
    public static void AddLocalCache(this IServiceCollection services) => services.TryAddSingleton<IDistributedCache, LocalCache>();
}
