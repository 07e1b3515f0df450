namespace Txt2Image.Evaluation.Reports;

/// <summary>Where an axis has labels.</summary>
internal static class Ticks
{
    private static readonly double[] Digits = [1, 2, 5, 10];

    /// <summary>Shares from 0 to 1, for measures.</summary>
    public static IEnumerable<(double Share, string Label)> Shares { get; } =
        [.. Enumerable.Range(0, 6).Select(fifth => (fifth / 5.0, fifth is 0 or 5 ? $"{fifth / 5}" : $"0.{2 * fifth}"))];

    /// <summary>Round numbers between two others, at most eight.</summary>
    public static IEnumerable<double> Between(double low, double high)
    {
        var rough = (high - low) / 7;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Digits.First(digit => digit * power >= rough * (1 - 1e-9)) * power;
        for (var i = Math.Ceiling((low / step) - 1e-9); i * step <= high + (1e-9 * step); i++)
        {
            yield return i * step;
        }
    }
}
