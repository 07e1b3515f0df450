using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Collections;

internal static class CollectionsRegistration
{
    /// <summary>Adds what the grains of collections and the catalogue need. The host chooses the vector store.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services) => services
        .AddSingleton<Catalogue>()
        .AddSingleton<CollectionWriter>();
}
