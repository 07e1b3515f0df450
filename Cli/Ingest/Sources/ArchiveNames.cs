using System.Text.RegularExpressions;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>Recognizes archives, and parts of split ones, by their names.</summary>
internal static partial class ArchiveNames
{
    private static readonly string[] Read = [".zip", ".tar", ".tar.gz", ".tgz"];

    private static readonly string[] Named =
    [
        .. Read, ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".tar.lz4", ".tar.lzma", ".7z", ".rar",
    ];

    /// <summary>Whether it is named like an archive that is read.</summary>
    public static bool AreRead(string path) => EndingOf(path, Read) is not null;

    /// <summary>Whether it is named like an archive of any kind, or like a part of a split one.</summary>
    public static bool Have(string path) => EndingOf(path) is not null || IsPart(path);

    /// <summary>The ending of an archive's name, ".tar.gz" for instance; null if it has none.</summary>
    public static string? EndingOf(string path) => EndingOf(path, Named);

    /// <summary>Whether it is named like a part of a split archive, but the last one of a zip: x.z01, x.zip.001, x.part2.rar, x.r00.</summary>
    public static bool IsPart(string path) => Part().IsMatch(path);

    /// <summary>The longest one that fits: a .tar.gz is no .gz.</summary>
    private static string? EndingOf(string path, string[] endings) =>
        endings.Where(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).MaxBy(ending => ending.Length);

    [GeneratedRegex(
        @"\.(z\d\d|r\d\d|(zip|7z|rar|tar|tgz|tar\.\w{2,4})\.\d{3}|part\d+\.rar)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
