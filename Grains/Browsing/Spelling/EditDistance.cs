namespace Txt2Image.Grains.Browsing.Spelling;

/// <summary>
/// How many letters have to be inserted, removed, replaced or exchanged with their neighbour to turn a word into another: the distance of optimal
/// string alignment (Damerau and Levenshtein, without editing a part twice).
/// </summary>
internal static class EditDistance
{
    /// <summary>The distance of two words; more than <paramref name="most"/> if it is more.</summary>
    public static int Of(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        var width = other.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        var before = rows[..width];
        var last = rows[width..(2 * width)];
        var now = rows[(2 * width)..];
        for (var j = 0; j < width; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            var best = i;
            for (var j = 1; j < width; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(last[j], now[j - 1]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }

                best = Math.Min(best, now[j]);
            }

            if (best > most)
            {
                return most + 1;
            }

            var spare = before;
            before = last;
            last = now;
            now = spare;
        }

        return last[width - 1];
    }
}
