using Txt2Image.Client;

namespace Txt2Image.Bench.Retrieval;

/// <summary>
/// Full captions: each describes exactly one picture of the gallery. R@k is the share of captions whose picture is among the first k hits.
/// </summary>
internal static class CaptionTest
{
    private const int Deepest = 10;

    public static async Task<IReadOnlyList<Category>> RunAsync(Txt2ImageClient client)
    {
        var captions = Questions.Captions();
        var hits = await client.AskAsync("demo", Deepest, [.. captions.Select(caption => caption.Text)]);
        var results = captions.Select((caption, i) => (caption.Split, Place: PlaceOf(caption.File, hits[i]))).ToList();
        var unseen = results.FindAll(result => result.Split == "unseen");
        var seen = results.FindAll(result => result.Split == "seen");
        return
        [
            new("full captions", results.Count, "R@1", Within(results, 1), .90),
            new("full captions", results.Count, "R@10", Within(results, Deepest), .99),
            new("full captions, unseen combinations", unseen.Count, "R@1", Within(unseen, 1)),
            new("full captions, unseen combinations", unseen.Count, "R@10", Within(unseen, Deepest), .97),
            new("full captions, seen combinations", seen.Count, "R@1", Within(seen, 1)),
            new("full captions, seen combinations", seen.Count, "R@10", Within(seen, Deepest)),
        ];
    }

    private static int? PlaceOf(string file, IReadOnlyList<Hit> hits)
    {
        for (var i = 0; i < hits.Count; i++)
        {
            if (hits[i].Name == file)
            {
                return i;
            }
        }

        return null;
    }

    private static double Within(List<(string Split, int? Place)> results, int k) =>
        results.Count == 0 ? double.NaN : results.Average(result => result.Place < k ? 1 : 0);
}
