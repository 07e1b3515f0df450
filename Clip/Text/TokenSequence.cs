using System.Collections.Immutable;

namespace Txt2Image.Clip.Text;

/// <summary>A text as a model reads it.</summary>
/// <param name="Ids">
/// Token ids including the begin and the end token, at most the context length. They are padded only if <see cref="ClipTokenizer.PadsToContext"/>.
/// </param>
/// <param name="Truncated">Whether the text had more tokens than the context holds; the end token then follows the last token kept.</param>
public readonly record struct TokenSequence(ImmutableArray<int> Ids, bool Truncated);
