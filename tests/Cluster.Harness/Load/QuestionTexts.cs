using System.Text.Json;
using CsvHelper;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>The texts that the load searches for: those of this repository's gallery.</summary>
internal static class QuestionTexts
{
    private static readonly CsvReaderOptions Format = new() { Separator = ',' };

    /// <summary>The free questions, a hundred.</summary>
    public static IEnumerable<string> Free() => File.ReadLines(Path.Combine(Repository.Root, "bench", "data", "free.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);

    /// <summary>The captions of the gallery's pictures.</summary>
    public static IEnumerable<string> Captions()
    {
        using var csv = CsvReader.FromFile(Path.Combine(Repository.Root, "samples", "captions.csv"), Format);
        while (csv.Read())
        {
            yield return csv.GetString("caption");
        }
    }
}
