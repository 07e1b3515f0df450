namespace Txt2Image.Cli.Ingesting.Sources;

/// <summary>
/// The endings that are tried in a folder. Some are of kinds that the server does not read: it says so for each, with advice,
/// which is better than passing over somebody's pictures in silence.
/// </summary>
internal static class ImageKinds
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".tif", ".tiff",
        ".bmp", ".heic", ".heif", ".avif", ".jxl",
        ".dng", ".nef", ".cr2", ".cr3", ".arw", ".raf", ".orf", ".rw2",
    };

    public static bool Has(string fileName) => Endings.Contains(Path.GetExtension(fileName));
}
