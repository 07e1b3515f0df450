using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Grains.Collections;

internal static class CollectionsRegistration
{
    /// <summary>What the grains of collections and of the catalogue are made of. The vector store is the host's to choose.</summary>
    public static IServiceCollection AddCollections(this IServiceCollection services) => services
        .AddSingleton<Catalogue>()
        .AddSingleton<CollectionWriter>();
}
