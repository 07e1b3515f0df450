using System.Reflection;
using System.Text.Json;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Tests.Support;

namespace Txt2Image.Evaluation.Tests.Metrics;

/// <summary>The measures against the results of others.</summary>
public sealed class PublishedResultsTests
{
    /// <summary>Recorded by <c>Data/scikit_learn.py</c>.</summary>
    [Fact]
    public void Measures_OfRandomRankings_AreThoseOfScikitLearn()
    {
        using var recorded = Read("scikit-learn.json");
        var ks = Numbers(recorded.RootElement.GetProperty("ks")).Select(k => (int)k).ToArray();
        var scorer = new Scorer(ks);
        var cases = recorded.RootElement.GetProperty("cases").EnumerateArray().ToList();

        Assert.Equal(10, cases.Count);
        Assert.All(cases, one =>
        {
            var query = Rankings.Query(Numbers(one.GetProperty("grades")));
            for (var i = 0; i < ks.Length; i++)
            {
                Assert.Equal(one.GetProperty("ndcg")[i].GetDouble(), scorer.ValueOf(query, $"nDCG@{ks[i]}"), 1e-12);
                Assert.Equal(one.GetProperty("precision")[i].GetDouble(), scorer.ValueOf(query, $"P@{ks[i]}"), 1e-12);
                Assert.Equal(one.GetProperty("recall")[i].GetDouble(), scorer.ValueOf(query, $"R@{ks[i]}"), 1e-12);
            }

            Assert.Equal(one.GetProperty("averagePrecision").GetDouble(), scorer.ValueOf(query, $"MAP@{ks[^1]}"), 1e-12);
            if (one.GetProperty("reciprocalRank").ValueKind == JsonValueKind.Number)
            {
                Assert.Equal(one.GetProperty("reciprocalRank").GetDouble(), scorer.ValueOf(query, $"MRR@{ks[^1]}"), 1e-12);
            }
        });
    }

    /// <summary>The order that was returned counts here; scikit-learn takes the mean over the orders of what is tied.</summary>
    [Fact]
    public void Ndcg_OfATie_HasScikitLearnsValueInTheMeanOverBothOrders()
    {
        using var recorded = Read("scikit-learn.json");
        var tie = recorded.RootElement.GetProperty("tie");
        var grades = Numbers(tie.GetProperty("grades"));
        var scorer = new Scorer([3]);

        var given = scorer.ValueOf(Rankings.Query(grades), "nDCG@3");
        var turned = scorer.ValueOf(Rankings.Query([grades[0], grades[2], grades[1], grades[3]]), "nDCG@3");

        Assert.NotEqual(given, turned);
        Assert.Equal(tie.GetProperty("ndcg").GetDouble(), (given + turned) / 2, 1e-12);
    }

    /// <summary>The two queries of pytrec_eval's readme, with what it says trec_eval makes of them. Both rank all items.</summary>
    [Theory]
    [InlineData(new double[] { 0, 0, 1 }, 0.5, 0.3333333333333333)]
    [InlineData(new double[] { 0, 1, 1 }, 0.6934264036172708, 0.5833333333333333)]
    public void Measures_OfPytrecEvalsExample_AreThoseOfTrecEval(double[] grades, double ndcg, double map)
    {
        var scorer = new Scorer([3]);

        Assert.Equal(ndcg, scorer.ValueOf(Rankings.Query(grades), "nDCG@3"), 1e-12);
        Assert.Equal(map, scorer.ValueOf(Rankings.Query(grades), "MAP@3"), 1e-12);
    }

    /// <summary>
    /// The rule of <c>training/validation.py</c> counts the pictures that score above a text's own one. Recorded by <c>Data/validation_ranks.py</c>.
    /// Where scores tie, that rule is more generous: it counts the tied ones as below.
    /// </summary>
    [Fact]
    public void Recall_OfTheTrainingsScores_IsThatOfItsRule()
    {
        using var recorded = Read("validation-ranks.json");
        var scorer = new Scorer([1, 10]);
        var queries = recorded.RootElement.GetProperty("scores").EnumerateArray().Select((row, text) => new QueryResult
        {
            Number = text,
            Query = $"{text}",
            Hits = [.. Numbers(row).Select((score, i) => new RankedHit($"{i}", score, i == text ? 1 : 0)).OrderByDescending(hit => hit.Score)],
            Ideal = [1],
        }).ToList();

        Assert.Equal(recorded.RootElement.GetProperty("r1").GetDouble(), queries.Average(query => scorer.ValueOf(query, "R@1")), 1e-12);
        Assert.Equal(recorded.RootElement.GetProperty("r10").GetDouble(), queries.Average(query => scorer.ValueOf(query, "R@10")), 1e-12);
        Assert.InRange(recorded.RootElement.GetProperty("r10").GetDouble(), .2, .9);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];

    private static JsonDocument Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return JsonDocument.Parse(stream);
    }
}
