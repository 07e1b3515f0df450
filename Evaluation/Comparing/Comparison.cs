using Txt2Image.Evaluation.Intervals;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Comparing;

/// <summary>
/// Compares two runs over the same queries. Queries are paired by their text; of several with the same text, the first with the first, and so on.
/// </summary>
public static class Comparison
{
    private const int Shown = 20;

    /// <summary>Compares two runs.</summary>
    /// <param name="a">The run to compare with.</param>
    /// <param name="b">The run to judge.</param>
    /// <param name="measure">What to compare: a measure that both runs have.</param>
    /// <param name="seed">What the random draws start from.</param>
    /// <param name="commonOnly">Whether runs with different queries are compared over those that both have. If not, they are refused.</param>
    /// <exception cref="ComparisonException">
    /// The runs have different queries or directions, one lacks the measure, or they have no query in common that both can evaluate.
    /// </exception>
    public static ComparisonResult Of(RunScores a, RunScores b, MeasureAtK measure, int seed = 1, bool commonOnly = false)
    {
        if (a.Header.Direction != b.Header.Direction)
        {
            throw new ComparisonException("One run finds images with texts, the other texts with images.");
        }

        var (inA, inB) = (PlaceOf(measure, a, "A"), PlaceOf(measure, b, "B"));
        var common = Common(a, b);
        var (onlyInA, onlyInB) = (a.Keys.Count - common.Count, b.Keys.Count - common.Count);
        if (onlyInA + onlyInB > 0 && !commonOnly)
        {
            throw new ComparisonException(
                $"The runs have different queries: {onlyInA} are only in A, {onlyInB} only in B, {common.Count} in both. Compare runs over the same "
                + "queries, or only the queries that both have.");
        }

        var pairs = common.FindAll(pair => a.Relevant[pair.A] > 0 && b.Relevant[pair.B] > 0);
        if (pairs.Count == 0)
        {
            throw new ComparisonException("There is no query that both runs have and can evaluate.");
        }

        double[] differences = [.. pairs.Select(pair => b.At(pair.B, inB) - a.At(pair.A, inA))];
        var difference = Bootstrap.Of(differences, seed);
        var p = RandomizationTest.PValue(differences, seed);
        return new ComparisonResult
        {
            Measure = measure,
            Pairs = pairs.Count,
            OnlyInA = onlyInA,
            OnlyInB = onlyInB,
            NotEvaluable = common.Count - pairs.Count,
            OtherTruth = pairs.Count(pair => a.Relevant[pair.A] != b.Relevant[pair.B]),
            A = pairs.Average(pair => a.At(pair.A, inA)),
            B = pairs.Average(pair => b.At(pair.B, inB)),
            Difference = difference,
            PValue = p,
            Gained = ChangesOf(pairs.FindAll(pair => b.At(pair.B, inB) > 0 && a.At(pair.A, inA) <= 0)),
            Lost = ChangesOf(pairs.FindAll(pair => b.At(pair.B, inB) <= 0 && a.At(pair.A, inA) > 0)),
            Verdict = Verdicts.Of(measure, pairs.Count, difference, p, Array.TrueForAll(differences, one => one == 0)),
        };

        Changes ChangesOf(List<(int A, int B)> changed) => new(changed.Count, [.. changed.Take(Shown).Select(pair => a.Keys[pair.A].Text)]);
    }

    private static int PlaceOf(MeasureAtK measure, RunScores run, string name)
    {
        for (var i = 0; i < run.Measures.Count; i++)
        {
            if (run.Measures[i] == measure)
            {
                return i;
            }
        }

        var ks = string.Join(", ", run.Header.Ks);
        throw new ComparisonException($"Run {name} has no {measure}: its K are {ks}. Compare runs that have the same K.");
    }

    private static List<(int A, int B)> Common(RunScores a, RunScores b)
    {
        var places = b.Keys.Index().ToDictionary(key => key.Item, key => key.Index);
        List<(int A, int B)> common = [];
        for (var i = 0; i < a.Keys.Count; i++)
        {
            if (places.TryGetValue(a.Keys[i], out var place))
            {
                common.Add((i, place));
            }
        }

        return common;
    }
}
