namespace Txt2Image.Api.Images.Archiving;

/// <summary>The file extensions of images.</summary>
internal static class ImageTypes
{
    private static readonly Dictionary<string, string[]> Extensions = new(StringComparer.Ordinal)
    {
        ["image/jpeg"] = [".jpg", ".jpeg", ".jpe", ".jfif"],
        ["image/png"] = [".png"],
        ["image/webp"] = [".webp"],
        ["image/gif"] = [".gif"],
        ["image/tiff"] = [".tif", ".tiff"],
        ["image/bmp"] = [".bmp", ".dib"],
    };

    /// <summary>Whether files of a type may have an extension. Any will do for a type that is not listed.</summary>
    public static bool Has(string mediaType, string extension) => Extensions.TryGetValue(mediaType, out var some)
        ? some.Contains(extension, StringComparer.OrdinalIgnoreCase)
        : extension.Length > 1;

    /// <summary>Whether an extension is one of an image.</summary>
    public static bool IsKnown(string extension) => Extensions.Values.Any(some => some.Contains(extension, StringComparer.OrdinalIgnoreCase));

    /// <summary>The usual extension of a type.</summary>
    public static string ExtensionOf(string mediaType) => Extensions.TryGetValue(mediaType, out var some) ? some[0] : ".img";
}
