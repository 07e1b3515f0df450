using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Grains.Browsing.Spelling;

namespace Txt2Image.Grains.Browsing;

internal static class BrowsingRegistration
{
    /// <summary>Adds what browsing a collection needs.</summary>
    public static IServiceCollection AddBrowsing(this IServiceCollection services) => services
        .AddSingleton<Surveyor>()
        .AddSingleton<SpellChecker>();
}
