namespace Txt2Image.Evaluation.Intervals;

/// <summary>A mean with its confidence interval. All three are NaN if there was no value.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
public sealed record Interval(double Mean, double Low, double High);
