namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// The extensions that are tried in a folder. The server goes by what is in a file: if it cannot read one, it says so, which is better than skipping
/// the user's pictures silently.
/// </summary>
internal static class ImageKinds
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".tif", ".tiff",
        ".bmp", ".tga", ".pbm", ".pgm", ".ppm", ".pnm",
        ".heic", ".heif", ".heics", ".hif", ".avif", ".avifs", ".jxl", ".mpo",
        ".dng", ".nef", ".cr2", ".cr3", ".arw", ".raf", ".orf", ".rw2", ".pef", ".srw",
    };

    public static bool Has(string fileName) => Endings.Contains(Path.GetExtension(fileName));
}
