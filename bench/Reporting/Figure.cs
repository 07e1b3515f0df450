using System.Globalization;

namespace Txt2Image.Bench.Reporting;

/// <summary>How figures are summed up and written.</summary>
internal static class Figure
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median of what each pair gives: noise that lasts longer than a pair falls out.</summary>
    public static double Ratio(IReadOnlyList<double> over, IReadOnlyList<double> under) => Median(over.Zip(under, (a, b) => a / b));

    public static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    public static string Share(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>What was reached, and whether that is the target.</summary>
    public static string Against(double reached, double target) =>
        string.Create(CultureInfo.InvariantCulture, $"{reached:F2} (target {target:F2}: {(reached >= target ? "met" : "missed")})");
}
