using System.Globalization;
using System.Text.Json.Nodes;

namespace Txt2Image.Cli.Evaluating.Measuring;

/// <summary>Percentiles of times.</summary>
/// <param name="Count">How many times there are.</param>
/// <param name="P50">The median, in milliseconds; NaN if there is none.</param>
/// <param name="P99">The time that 99 of 100 do not exceed, in milliseconds; NaN if there is none.</param>
internal sealed record Percentiles(int Count, double P50, double P99)
{
    /// <summary>By nearest rank: the smallest time such that this share of all is not above it.</summary>
    public static Percentiles Of(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new(sorted.Length, At(sorted, .5), At(sorted, .99));
    }

    public string Text50 => Text(P50);

    public string Text99 => Text(P99);

    public JsonObject ToJson() => new()
    {
        ["count"] = Count,
        ["p50"] = double.IsNaN(P50) ? null : P50,
        ["p99"] = double.IsNaN(P99) ? null : P99,
    };

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static string Text(double milliseconds) => double.IsNaN(milliseconds) ? "-" : milliseconds.ToString("0.00", CultureInfo.InvariantCulture);
}
