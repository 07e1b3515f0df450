namespace Txt2Image.Storage.Images;

/// <summary>What the renditions of an image are called, in a folder as in a bucket.</summary>
internal static class ImageNames
{
    public static readonly ImageKind[] Kinds = Enum.GetValues<ImageKind>();

    public static string Of(Guid image, ImageKind kind) => image.ToString("N") + kind switch
    {
        ImageKind.Thumbnail => ".webp",
        ImageKind.Preview => ".preview.webp",
        _ => "",
    };
}
