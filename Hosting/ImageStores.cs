using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Clip.Imaging;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Images.S3;

namespace Txt2Image.Hosting;

internal static class ImageStores
{
    private const string Unknown = "application/octet-stream";

    /// <summary>Adds the store of the kind that is configured; the folder is that of the one in files.</summary>
    public static void AddImageStore(this IServiceCollection services, ImageOptions options, string folder) => services.AddSingleton<IImageStore>(provider =>
        options.Is(ImageOptions.InS3)
            ? new S3ImageStore(options.S3, MediaTypeOf, provider.GetRequiredService<TimeProvider>())
            : new FolderImageStore(folder));

    private static string MediaTypeOf(ReadOnlyMemory<byte> image) =>
        ImageFormats.Sniff(image.Span) is { } format ? ImageFormats.MediaType(format) : Unknown;
}
