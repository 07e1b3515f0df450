using System.Globalization;

namespace Txt2Image.Tests.Support.Reporting;

/// <summary>Summarizes and formats figures.</summary>
public static class Figure
{
    /// <summary>The median of these values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median of the pairs' ratios: noise that lasts longer than a pair cancels out.</summary>
    public static double Ratio(IReadOnlyList<double> over, IReadOnlyList<double> under) => Median(over.Zip(under, (a, b) => a / b));

    /// <summary>A number with as many digits as are significant.</summary>
    public static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    /// <summary>A share of 1.</summary>
    public static string Share(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>The value reached, and whether it meets the target.</summary>
    public static string Against(double reached, double target) =>
        string.Create(CultureInfo.InvariantCulture, $"{reached:F2} (target {target:F2}: {(reached >= target ? "met" : "missed")})");
}
