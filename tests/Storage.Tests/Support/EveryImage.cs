using System.Globalization;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Support;

/// <summary>A fixed sequence of images that are stored as an upload is: first their files, then their points. Each is acknowledged then.</summary>
internal static class EveryImage
{
    public const int Count = 6;

    private const int Dimension = 96;
    private const int OnlyPreviewed = 3;
    private const int LargerThanAPage = 2;

    private static readonly Guid Dropped = Samples.Id(101);

    /// <summary>The collection of the images.</summary>
    public static Guid Collection { get; } = Samples.Id(100);

    /// <summary>Stores the first images in empty stores, and at the end drops another collection's.</summary>
    public static async Task RunAsync(string folder, int count, Action<string> acknowledge)
    {
        // The database is created after the first image's files, so that a trace begins with the folders of one store only.
        var images = OpenImages(folder);
        await PutAsync(images, Collection, 0);
        await using var points = await OpenPointsAsync(folder);
        var (collection, _) = await points.CreateAsync(Samples.Collection("pictures", Dimension), CancellationToken.None);
        for (var number = 0; number < count; number++)
        {
            await PutAsync(images, Collection, number);
            await points.UpsertAsync(collection.Id, [Samples.Point(number, Dimension) with { Id = Id(number) }], CancellationToken.None);
            acknowledge(number.ToString(CultureInfo.InvariantCulture));
        }

        await PutAsync(images, Dropped, 1);
        await images.DropAsync(Dropped, CancellationToken.None);
    }

    /// <summary>Opens the images. The two stores have parents of their own, so that neither syncs the other's.</summary>
    public static FolderImageStore OpenImages(string folder) => new(Path.Combine(folder, "pictures", "images"));

    public static Task<EmbeddedVectorStore> OpenPointsAsync(string folder) =>
        EmbeddedVectorStore.OpenAsync(Path.Combine(folder, "points", "vectors"), TimeProvider.System, CancellationToken.None);

    /// <summary>An image's id. Pairs of images share a folder.</summary>
    public static Guid Id(int number) => Guid.Parse($"a{number / 2}000000-0000-0000-0000-00000000000{number}");

    /// <summary>The content of a rendition; null if the image does not have it.</summary>
    public static byte[]? Content(int number, ImageKind kind) => kind switch
    {
        ImageKind.Thumbnail => [2, (byte)number],
        ImageKind.Preview => number == OnlyPreviewed ? [3, (byte)number] : null,
        _ when number == OnlyPreviewed => null,
        _ => [.. Enumerable.Repeat((byte)(number + 1), number == LargerThanAPage ? 10_000 : 3)],
    };

    private static Task PutAsync(FolderImageStore images, Guid collection, int number)
    {
        var key = new ImageKey(collection, Id(number));
        return Content(number, ImageKind.Original) is { } original
            ? images.PutAsync(key, original, Content(number, ImageKind.Thumbnail), CancellationToken.None)
            : images.PutPreviewAsync(key, Content(number, ImageKind.Preview), Content(number, ImageKind.Thumbnail), CancellationToken.None);
    }
}
