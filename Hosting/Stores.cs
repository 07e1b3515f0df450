using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Storage;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Qdrant;
using Txt2Image.Storage.Vectors.Qdrant.Importing;

namespace Txt2Image.Hosting;

/// <summary>Resolves folders on the disk.</summary>
public static class Folders
{
    /// <summary>A folder that ships with the program: next to it, or otherwise in the working directory.</summary>
    public static string Shipped(string path)
    {
        path = HomeFolder.Expand(path);
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return Directory.Exists(beside) ? beside : Path.GetFullPath(path);
    }

    /// <summary>The data directory: as configured, or otherwise <c>txt2image</c> in the user's data folder.</summary>
    public static string Data(Txt2ImageOptions options) => Path.GetFullPath(options.DataDirectory.Length > 0
        ? HomeFolder.Expand(options.DataDirectory)
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "txt2image"));
}

/// <summary>Adds the configured stores.</summary>
internal static partial class Stores
{
    private const string UnknownMediaType = "application/octet-stream";

    /// <summary>Adds the store of image bytes.</summary>
    public static void AddImageStore(this IServiceCollection services, Txt2ImageOptions options) => services.AddSingleton<IImageStore>(provider =>
        options.Images.Kind == ImageStoreKind.S3
            ? new S3ImageStore(options.Images.S3, MediaTypeOf, provider.GetRequiredService<TimeProvider>())
            : new FolderImageStore(Path.Combine(Folders.Data(options), "images")));

    /// <summary>Adds the store of points and the catalogue.</summary>
    public static void AddVectorStore(this IServiceCollection services, Txt2ImageOptions options) => services.AddSingleton<IVectorStore>(provider =>
        new MeteredVectorStore(options.Vectors.Kind == VectorStoreKind.Qdrant
            ? new QdrantVectorStore(options.Vectors.Qdrant, provider.GetRequiredService<TimeProvider>())
            : OpenEmbedded(provider, options)));

    /// <summary>Adds the source for importing images that other programs keep in Qdrant, if its address is configured.</summary>
    public static void AddQdrantSource(this IServiceCollection services, QdrantOptions options)
    {
        if (options.HasAddress)
        {
            services.AddSingleton(provider => new QdrantImageSource(
                options, bytes => ImageFormats.MediaTypeOf(bytes.ToArray()) is not null, provider.GetRequiredService<TimeProvider>()));
        }
    }

    private static EmbeddedVectorStore OpenEmbedded(IServiceProvider provider, Txt2ImageOptions options)
    {
        var logger = provider.GetRequiredService<ILogger<EmbeddedVectorStore>>();
        return EmbeddedVectorStore.OpenAsync(
            Path.Combine(Folders.Data(options), "points"),
            options.Vectors.Embedded,
            provider.GetRequiredService<TimeProvider>(),
            message => IndexNeedsAttention(logger, message),
            default).GetAwaiter().GetResult();
    }

    [LoggerMessage(LogLevel.Warning, "{Message}")]
    private static partial void IndexNeedsAttention(ILogger logger, string message);

    private static string MediaTypeOf(ReadOnlyMemory<byte> image) =>
        ImageFormats.MediaTypeOf(image[..Math.Min(image.Length, ImageFormats.MediaTypeLength)].ToArray()) ?? UnknownMediaType;
}
