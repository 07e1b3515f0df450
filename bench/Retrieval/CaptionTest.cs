using Txt2Image.Client;
using Txt2Image.Evaluation.Metrics;

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
        var all = captions.Select((caption, i) => (new Question(caption.Text, caption.Split, [caption.File]), hits[i])).ToList();
        var unseen = all.FindAll(answer => answer.Item1.Form == "unseen");
        var seen = all.FindAll(answer => answer.Item1.Form == "seen");
        return
        [
            new("full captions", all.Count, "R@1", Recall(all, 1), .90),
            new("full captions", all.Count, "R@10", Recall(all, Deepest), .99),
            new("full captions, unseen combinations", unseen.Count, "R@1", Recall(unseen, 1)),
            new("full captions, unseen combinations", unseen.Count, "R@10", Recall(unseen, Deepest), .97),
            new("full captions, seen combinations", seen.Count, "R@1", Recall(seen, 1)),
            new("full captions, seen combinations", seen.Count, "R@10", Recall(seen, Deepest)),
        ];
    }

    private static double Recall(List<(Question, IReadOnlyList<Hit>)> answers, int k) => Judge.Mean(new MeasureAtK(Measure.Recall, k), answers);
}
