namespace Txt2Image.Cli.CommandLine;

/// <summary>The known word that a misspelt one most resembles.</summary>
internal static class NearestWord
{
    private const int MostDistance = 3;

    public static string Suggest(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(p => p.Distance).FirstOrDefault();
        var allowed = Math.Min(MostDistance, word.Length / 2);
        return nearest.Word is not null && nearest.Distance <= allowed ? $" Did you mean '{nearest.Word}'?" : "";
    }

    /// <summary>The Levenshtein distance, computed one row at a time.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
