namespace Txt2Image.Grains.Searching;

/// <summary>A term of a query as it was written.</summary>
/// <param name="Weight">Its weight: not zero, and at most <see cref="QuerySyntax.MaxWeight"/> in size.</param>
/// <param name="Text">The text, not empty.</param>
internal readonly record struct WrittenTerm(double Weight, string Text);
