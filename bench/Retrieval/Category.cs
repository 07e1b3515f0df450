namespace Txt2Image.Bench.Retrieval;

/// <summary>The result in one category.</summary>
/// <param name="Name">The kind of questions.</param>
/// <param name="Count">The number of questions.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Reached">A share in [0, 1].</param>
/// <param name="Target">The target; null for a figure that is only reported.</param>
internal sealed record Category(string Name, int Count, string Measure, double Reached, double? Target = null);
