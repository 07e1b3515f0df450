using System.Globalization;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>One row per image: rank, score, name, caption, and where to see it.</summary>
internal static class HitTable
{
    // Below it, an address takes more lines than it is worth.
    private const int Wide = 120;

    public static void Write(CliEnvironment environment, Uri server, SearchAnswer answer, int firstRank)
    {
        if (answer.Hits.Count == 0)
        {
            return;
        }

        var withChance = answer.Cutoff is { Known: true };
        TextColumn[] chance = withChance ? ["chance"] : [];
        var rank = new TextColumn("#") { IsQuiet = true };
        var table = new TextTable([rank, "score", .. chance, "image", "caption", new TextColumn("address") { From = Wide, IsLinked = true }]);
        foreach (var (hit, index) in answer.Hits.Select((h, i) => (h, i)))
        {
            var address = ServerAddress.Absolute(server, hit.ImageUrl);
            TextCell[] likely = withChance ? [hit.Chance?.ToString("0.000", CultureInfo.InvariantCulture) ?? ""] : [];
            table.Add(
                [
                    (firstRank + index).ToString(CultureInfo.InvariantCulture),
                    hit.Score.ToString("0.000", CultureInfo.InvariantCulture),
                    .. likely,
                    new TextCell(hit.Folded.Count == 0 ? hit.Name ?? "" : $"{hit.Name} (+{hit.Folded.Count} alike)", address, hit.Name ?? ""),
                    hit.Caption ?? "",
                    address.AbsoluteUri,
                ]);
        }

        table.Write(environment);
    }
}
