using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Bench.Scans;

/// <summary>The answers as their definition has them: the score of every row, and the best of them. Shares only the score with the scans.</summary>
internal static class BruteForce
{
    public static (Guid Id, float Score)[][] Answers(TestRows rows, float[][] questions, int k)
    {
        var best = questions.Select(_ => new List<(Guid Id, float Score)>()).ToArray();
        Parallel.For(0, rows.Blocks, number =>
        {
            var block = rows.Rows(number);
            var kept = questions.Select(_ => new List<(Guid Id, float Score)>()).ToArray();
            for (var row = 0; row < block.Capacity; row++)
            {
                for (var i = 0; i < questions.Length; i++)
                {
                    Keep(kept[i], (block.Ids[row], FloatKernel.Score(questions[i], block.Row(row))), k);
                }
            }

            lock (best)
            {
                for (var i = 0; i < questions.Length; i++)
                {
                    kept[i].ForEach(hit => Keep(best[i], hit, k));
                }
            }
        });
        return [.. best.Select(hits => hits.ToArray())];
    }

    private static void Keep(List<(Guid Id, float Score)> best, (Guid Id, float Score) hit, int k)
    {
        if (best.Count == k && !IsBefore(hit, best[^1]))
        {
            return;
        }

        var place = best.Count;
        while (place > 0 && IsBefore(hit, best[place - 1]))
        {
            place--;
        }

        best.Insert(place, hit);
        if (best.Count > k)
        {
            best.RemoveAt(k);
        }
    }

    private static bool IsBefore((Guid Id, float Score) one, (Guid Id, float Score) other) =>
        one.Score > other.Score || (one.Score == other.Score && one.Id.CompareTo(other.Id) < 0);
}
