using Txt2Image.Evaluation.Intervals;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Comparing;

/// <summary>How run B differs from run A in one measure.</summary>
public sealed record ComparisonResult
{
    /// <summary>What is compared.</summary>
    public required MeasureAtK Measure { get; init; }

    /// <summary>How many queries both runs have and can evaluate: all figures are over these.</summary>
    public required int Pairs { get; init; }

    /// <summary>How many queries only run A has.</summary>
    public required int OnlyInA { get; init; }

    /// <summary>How many queries only run B has.</summary>
    public required int OnlyInB { get; init; }

    /// <summary>How many queries both have, but one or both cannot evaluate.</summary>
    public required int NotEvaluable { get; init; }

    /// <summary>How many of the pairs have another number of relevant items in B than in A: their difference is not the ranking's alone.</summary>
    public required int OtherTruth { get; init; }

    /// <summary>The mean of run A.</summary>
    public required double A { get; init; }

    /// <summary>The mean of run B.</summary>
    public required double B { get; init; }

    /// <summary>B - A, with the interval of the paired bootstrap.</summary>
    public required Interval Difference { get; init; }

    /// <summary>The p value of the paired randomization test, two-sided.</summary>
    public required double PValue { get; init; }

    /// <summary>Queries with a relevant hit within K in B and not in A.</summary>
    public required Changes Gained { get; init; }

    /// <summary>Queries with a relevant hit within K in A and not in B.</summary>
    public required Changes Lost { get; init; }

    /// <summary>
    /// The result as a sentence, in points (hundredths): "B is better by 2.1 points, 95% interval 0.8 to 3.5." A difference is stated only
    /// if the interval excludes 0 and p is below 0.05.
    /// </summary>
    public required string Verdict { get; init; }
}

/// <summary>Queries that changed sides.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Queries">The first 20, in the order of run A.</param>
public sealed record Changes(int Count, IReadOnlyList<string> Queries);
