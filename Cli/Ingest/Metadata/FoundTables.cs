using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>
/// Tables that lie beside the images of a data set, by the names that they have there: Hugging Face's <c>metadata</c>, which is about the images in
/// its folder, and the captions of COCO, Karpathy and Flickr.
/// </summary>
internal static class FoundTables
{
    private static readonly string[] HuggingFace = ["metadata.csv", "metadata.jsonl", "metadata.parquet"];
    private static readonly string[] Captions = ["captions.txt", "captions.csv", "results.csv"];

    /// <summary>Whether a file is looked at, by its name.</summary>
    public static bool IsNamedLikeOne(string name)
    {
        var file = Path.GetFileName(name).ToUpperInvariant();
        return Has(HuggingFace, file) || Has(Captions, file)
            || (file.StartsWith("CAPTIONS_", StringComparison.Ordinal) && file.EndsWith(".JSON", StringComparison.Ordinal))
            || (file.StartsWith("DATASET", StringComparison.Ordinal) && file.EndsWith(".JSON", StringComparison.Ordinal))
            || file.EndsWith(".TOKEN", StringComparison.Ordinal)
            || file.EndsWith(".TOKEN.TXT", StringComparison.Ordinal);
    }

    /// <summary>Reads what was found, in the order of names. A table that cannot be read is noted, and ignored.</summary>
    /// <param name="found">Their names below the source, and their paths.</param>
    /// <param name="workingFolder">The working folder.</param>
    /// <param name="decoding">How texts are decoded.</param>
    /// <param name="note">Called with a sentence about each that cannot be read.</param>
    public static IReadOnlyList<MetadataTable> Load(
        IEnumerable<(string Name, string Path)> found, string workingFolder, TextDecoding decoding, Action<string> note)
    {
        List<MetadataTable> tables = [];
        foreach (var (name, path) in found.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            try
            {
                tables.Add(MetadataTable.Load(
                    new TablePlace(path, name, workingFolder)
                    {
                        IsGiven = false,
                        Folder = name[..(name.LastIndexOf('/') + 1)],
                        IsBound = Has(HuggingFace, Path.GetFileName(name).ToUpperInvariant()),
                    },
                    decoding));
            }
            catch (UsageException exception)
            {
                note($"note: {Printable.Of(name)}, which lies beside the images, is not used: {Printable.Of(exception.Message)}");
            }
        }

        return tables;
    }

    private static bool Has(string[] names, string file) => Array.Exists(names, name => name.Equals(file, StringComparison.OrdinalIgnoreCase));
}
