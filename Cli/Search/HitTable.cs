using System.Globalization;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>One row per image: rank, score, name, caption, and where to see it.</summary>
internal static class HitTable
{
    public static void Write(CliEnvironment environment, Uri server, SearchAnswer answer, int firstRank)
    {
        if (answer.Hits.Count == 0)
        {
            return;
        }

        var withChance = answer.Cutoff is { Known: true };
        var table = Tables.Create(["#", "score", .. withChance ? ["chance"] : Array.Empty<string>(), "image", "caption", "address"]);
        foreach (var (hit, index) in answer.Hits.Select((h, i) => (h, i)))
        {
            table.AddPlainRow([
                (firstRank + index).ToString(CultureInfo.InvariantCulture),
                hit.Score.ToString("0.000", CultureInfo.InvariantCulture),
                .. withChance ? [hit.Chance?.ToString("0.000", CultureInfo.InvariantCulture) ?? ""] : Array.Empty<string>(),
                hit.Folded.Count == 0 ? hit.Name ?? "" : $"{hit.Name} (+{hit.Folded.Count} alike)",
                hit.Caption ?? "",
                ServerAddress.Absolute(server, hit.ImageUrl).AbsoluteUri,
            ]);
        }

        Tables.Write(environment, table);
    }
}
