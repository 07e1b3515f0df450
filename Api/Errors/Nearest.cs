namespace Txt2Image.Api.Errors;

/// <summary>Finds the known word that is closest to an unknown one.</summary>
internal static class Nearest
{
    /// <summary>Returns the candidate with the fewest edits from a word, ignoring case; null if there are no candidates.</summary>
    public static string? To(string word, IEnumerable<string> candidates) => candidates.MinBy(candidate => Distance(word, candidate));

    /// <summary>Like <see cref="To"/>, but null unless the candidate is similar to the word.</summary>
    public static string? Likely(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { } nearest && Distance(word, nearest) <= Math.Max(word.Length, nearest.Length) / 2 ? nearest : null;

    /// <summary>Counts how many letters must be inserted, deleted, replaced or swapped with their neighbour.</summary>
    public static int Distance(string a, string b)
    {
        // Long words are cut, so that hostile input costs little.
        var (x, y) = (Cut(a), Cut(b));
        var cost = new int[x.Length + 1, y.Length + 1];
        for (var i = 0; i <= x.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (var j = 0; j <= y.Length; j++)
        {
            cost[0, j] = j;
        }

        for (var i = 1; i <= x.Length; i++)
        {
            for (var j = 1; j <= y.Length; j++)
            {
                var replaced = cost[i - 1, j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1);
                var best = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                var swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
                cost[i, j] = swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
            }
        }

        return cost[x.Length, y.Length];
    }

    private static string Cut(string word) => (word.Length > 100 ? word[..100] : word).ToLowerInvariant();
}
