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

    /// <summary>What a name means; null if it is none of ours.</summary>
    public static (Guid Image, ImageKind Kind)? Read(string name)
    {
        const int IdLength = 32;
        if (name.Length < IdLength || !Guid.TryParseExact(name[..IdLength], "N", out var image))
        {
            return null;
        }

        foreach (var kind in Kinds)
        {
            if (name == Of(image, kind))
            {
                return (image, kind);
            }
        }

        return null;
    }
}
