using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Qdrant;
using Txt2Image.Storage.Vectors.Qdrant.Importing;

namespace Txt2Image.Hosting;

internal static class VectorStores
{
    /// <summary>Adds the source of what other programs keep in Qdrant, wherever its address is known.</summary>
    public static void AddQdrantSource(this IServiceCollection services, VectorsOptions options)
    {
        if (options.Qdrant.Url is null)
        {
            return;
        }

        services.AddSingleton(provider => new QdrantImageSource(
            options.Qdrant, bytes => ImageFormats.Sniff(bytes.Span) is not null, provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Adds the store of the kind that is configured; the folder is that of the embedded one.</summary>
    public static void AddVectorStore(this IServiceCollection services, VectorsOptions options, string folder)
    {
        services.AddQdrantSource(options);
        services.AddSingleton<IVectorStore>(provider => new MeteredVectorStore(options.Is(VectorsOptions.InQdrant)
            ? new QdrantVectorStore(options.Qdrant, provider.GetRequiredService<TimeProvider>())
            : EmbeddedVectorStore.OpenAsync(folder, provider.GetRequiredService<TimeProvider>(), default).GetAwaiter().GetResult()));
    }
}
