namespace Txt2Image.Bench.Retrieval;

/// <summary>What was reached in one category.</summary>
/// <param name="Name">The questions.</param>
/// <param name="Count">How many.</param>
/// <param name="Measure">What is measured of them.</param>
/// <param name="Reached">A share in [0, 1].</param>
/// <param name="Target">What it should be, or null for a figure that is told beside.</param>
internal sealed record Category(string Name, int Count, string Measure, double Reached, double? Target = null);
