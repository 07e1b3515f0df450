using Txt2Image.Client;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Bench.Retrieval;

/// <summary>Scores answers with the measures that <c>txt2image eval</c> uses.</summary>
internal static class Judge
{
    /// <summary>The mean of a measure over questions; NaN if there is none.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="answers">Each question, all of whose relevant pictures are in the collection, with its hits.</param>
    public static double Mean(MeasureAtK measure, IEnumerable<(Question Question, IReadOnlyList<Hit> Hits)> answers)
    {
        var scorer = new Scorer([measure.K]);
        var place = scorer.Measures.Index().Single(one => one.Item == measure).Index;
        return answers.Select(answer => scorer.Score(Judged(answer.Question, answer.Hits))[place]).DefaultIfEmpty(double.NaN).Average();
    }

    private static QueryResult Judged(Question question, IReadOnlyList<Hit> hits)
    {
        var relevant = question.Relevant.ToHashSet(StringComparer.Ordinal);
        return new QueryResult
        {
            Number = 0,
            Query = question.Text,
            Hits = [.. hits.Select(hit => new RankedHit($"{hit.Id}", hit.Score, hit.Name is { } name && relevant.Contains(name) ? 1 : 0, hit.Name))],
            Ideal = [.. Enumerable.Repeat(1.0, relevant.Count)],
        };
    }
}
