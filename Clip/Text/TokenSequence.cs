using System.Collections.Immutable;

namespace Txt2Image.Clip.Text;

/// <summary>A text as a model reads it.</summary>
/// <param name="Ids">Token ids with the begin and the end token, 2 to the context long, never padded.</param>
/// <param name="Truncated">Whether the text had more tokens than the context holds; the last one kept is followed by the end token.</param>
public readonly record struct TokenSequence(ImmutableArray<int> Ids, bool Truncated);
