namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary>Two pictures that differ in one point, with captions that differ in that point only.</summary>
/// <param name="Number">Its place among all pairs, from 0.</param>
/// <param name="Category">What the point is, such as <c>counting</c>.</param>
/// <param name="A">One picture.</param>
/// <param name="B">The other.</param>
internal sealed record LimitPair(int Number, string Category, LimitSide A, LimitSide B)
{
    public IEnumerable<LimitSide> Sides => [A, B];
}

/// <summary>A picture of a pair.</summary>
/// <param name="File">Its file in <c>samples/limits</c>.</param>
/// <param name="Caption">A caption that is true of it, and not of the other.</param>
internal sealed record LimitSide(string File, string Caption);
