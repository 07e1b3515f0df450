using Txt2Image.Client;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Bench.Retrieval;

/// <summary>
/// Questions with five or more correct pictures. P@5 is the mean share of correct pictures among the first five hits. Which pictures are correct
/// follows from what each scene contains.
/// </summary>
internal static class RelevanceTest
{
    private const int First = 5;
    private const double ShortTarget = .85;
    private const double FreeTarget = .70;

    public static async Task<IReadOnlyList<Category>> RunAsync(Txt2ImageClient client)
    {
        var brief = Questions.Short();
        return
        [
            await MeasureAsync(client, "short captions", [.. brief.Where(question => question.Form == "caption")], ShortTarget),
            await MeasureAsync(client, "single words", [.. brief.Where(question => question.Form == "word")], ShortTarget),
            await MeasureAsync(client, "free questions", Questions.Free(), FreeTarget),
        ];
    }

    private static async Task<Category> MeasureAsync(Txt2ImageClient client, string name, IReadOnlyList<Question> questions, double target)
    {
        var hits = await client.AskAsync("demo", First, [.. questions.Select(question => question.Text)]);
        var precision = Judge.Mean(new MeasureAtK(Measure.Precision, First), questions.Zip(hits));
        return new Category(name, questions.Count, "P@5", precision, target);
    }
}
