namespace Txt2Image.Storage.Images;

/// <summary>The file and object names of an image's renditions.</summary>
internal static class ImageNames
{
    public static readonly ImageKind[] Kinds = Enum.GetValues<ImageKind>();

    public static string Of(Guid image, ImageKind kind) => image.ToString("N") + kind switch
    {
        ImageKind.Thumbnail => ".webp",
        ImageKind.Preview => ".preview.webp",
        _ => "",
    };

    /// <summary>Parses a name; null if it is not one of ours.</summary>
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
