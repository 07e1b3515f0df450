using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Clip.Imaging;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Qdrant;
using Txt2Image.Storage.Vectors.Qdrant.Importing;

namespace Txt2Image.Grains.Hosting;

internal static class VectorStores
{
    /// <summary>Adds the store of the kind that is configured, and, wherever Qdrant's address is known, the source of what others keep there.</summary>
    public static void AddVectorStore(this IServiceCollection services, VectorsOptions options, string folder)
    {
        if (options.Qdrant.Url is not null)
        {
            services.AddSingleton(provider => new QdrantImageSource(
                options.Qdrant, bytes => ImageFormats.Sniff(bytes.Span) is not null, provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton<IVectorStore>(provider => options.Is(VectorsOptions.InQdrant)
            ? new QdrantVectorStore(options.Qdrant, provider.GetRequiredService<TimeProvider>())
            : EmbeddedVectorStore.OpenAsync(folder, provider.GetRequiredService<TimeProvider>(), default).GetAwaiter().GetResult());
    }
}
