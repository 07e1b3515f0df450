using System.Globalization;

namespace Txt2Image.Evaluation.Metrics;

/// <summary>A measure, cut at a rank.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="K">How many hits are read: 1 or more.</param>
public sealed record MeasureAtK(Measure Measure, int K)
{
    private static readonly (Measure Measure, string Short)[] Names =
    [
        (Measure.Recall, "R"), (Measure.Precision, "P"), (Measure.ReciprocalRank, "MRR"), (Measure.Ndcg, "nDCG"), (Measure.AveragePrecision, "MAP"),
    ];

    /// <summary>Reads what <see cref="ToString"/> writes, in upper or lower case.</summary>
    /// <returns>Null if the text is not a measure at a K of 1 or more.</returns>
    public static MeasureAtK? Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var k) || k < 1)
        {
            return null;
        }

        var named = Array.FindIndex(Names, name => text.AsSpan(0, at).Equals(name.Short, StringComparison.OrdinalIgnoreCase));
        return named < 0 ? null : new MeasureAtK(Names[named].Measure, k);
    }

    /// <summary>The usual short name: R@10, P@5, MRR@10, nDCG@10, MAP@10.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Names[(int)Measure].Short}@{K}");
}
