using System.Globalization;
using System.Text;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>Saves the images of hits in a folder, named by rank and name, so that a file manager shows them in order.</summary>
internal static class HitFiles
{
    /// <summary>Extensions of files that begin as TIFF does: cameras' RAW files among them.</summary>
    private static readonly string[] LikeTiff = [".tiff", ".dng", ".nef", ".cr2", ".arw", ".pef", ".srw"];

    private const int LongestName = 120;

    // Windows allows the fewest characters in names, and a folder may be copied there.
    private const string Reserved = "<>:\"/\\|?*";

    /// <summary>Saves the images. Files of the same names are replaced; each is complete or not there.</summary>
    /// <returns>How many could not be downloaded; each is named on stderr.</returns>
    /// <exception cref="RunFailedException">The folder cannot be written.</exception>
    public static async Task<int> SaveAsync(
        CliEnvironment environment, Txt2ImageClient client, SearchAnswer answer, int firstRank, string folder, CancellationToken cancellationToken)
    {
        var failed = 0;
        var digits = (firstRank + answer.Hits.Count - 1).ToString(CultureInfo.InvariantCulture).Length;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (index, hit) in answer.Hits.Index())
            {
                var rank = (firstRank + index).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
                try
                {
                    var bytes = await client.GetImageAsync(answer.Collection, hit.Id, cancellationToken);
                    var path = Path.Combine(folder, $"{rank} {FileName(hit.Name, bytes)}");
                    await File.WriteAllBytesAsync(path + ".part", bytes, cancellationToken);
                    File.Move(path + ".part", path, overwrite: true);
                }
                catch (ServerErrorException exception)
                {
                    failed++;
                    environment.Error.WriteLine(Printable.Of($"{hit.Name ?? hit.Id.ToString()}: {exception.Detail}"));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException($"{folder}: {exception.Message}");
        }

        environment.Error.WriteLine(Printable.Of($"{Amount.Of(answer.Hits.Count - failed, "image")} in {folder}"));
        return failed;
    }

    /// <summary>A name that every file system takes, with an extension that says what the bytes are.</summary>
    public static string FileName(string? name, ReadOnlySpan<byte> bytes)
    {
        var safe = new StringBuilder();
        foreach (var rune in (name ?? "image").EnumerateRunes())
        {
            safe.Append(Printable.IsUnsafe(rune) || rune == Rune.ReplacementChar || Reserved.Contains(rune.ToString(), StringComparison.Ordinal)
                ? "_" : rune.ToString());
            if (safe.Length >= LongestName)
            {
                break;
            }
        }

        var file = safe.ToString().TrimEnd(' ', '.');
        var extension = ExtensionOf(bytes);
        return extension.Length == 0 || HasExtension(file, extension) ? file : file + extension;
    }

    private static bool HasExtension(string file, string extension)
    {
        bool Is(string other) => Path.GetExtension(file).Equals(other, StringComparison.OrdinalIgnoreCase);
        return Is(extension) || (extension == ".jpg" && (Is(".jpeg") || Is(".mpo"))) || (extension == ".tif" && Array.Exists(LikeTiff, Is));
    }

    /// <summary>The usual extension of the bytes, by how their format begins.</summary>
    private static string ExtensionOf(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, 0xD8, 0xFF, ..] ? ".jpg"
        : bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? ".png"
        : bytes.Length > 11 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? ".webp"
        : bytes.StartsWith("GIF8"u8) ? ".gif"
        : bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8) ? ".tif"
        : bytes.StartsWith("BM"u8) ? ".bmp"
        : "";
}
