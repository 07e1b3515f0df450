namespace Txt2Image.Clip.Text;

/// <summary>A token that is recognised as a whole in a text.</summary>
/// <param name="Content">Its text.</param>
/// <param name="Id">Its id; -1 if the vocabulary has it.</param>
/// <param name="StripsLeft">Whether it swallows the white space before it.</param>
/// <param name="StripsRight">Whether it swallows the white space after it.</param>
internal sealed record AddedToken(string Content, int Id, bool StripsLeft = false, bool StripsRight = false);

/// <summary>Splits a text at its added tokens: the leftmost first, the longest of those that begin there.</summary>
internal sealed class AddedTokens(IEnumerable<AddedToken> tokens)
{
    private readonly AddedToken[] _longestFirst = [.. tokens.OrderByDescending(static token => token.Content.Length)];

    /// <summary>The parts of a text in order. Empty parts are left out, except that an empty text has one.</summary>
    public IEnumerable<Part> Split(string text)
    {
        var from = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (Find(text.AsSpan(at)) is not { } token)
            {
                continue;
            }

            var before = text[from..at];
            before = token.StripsLeft ? before.TrimEnd() : before;
            if (before.Length > 0)
            {
                yield return new(before, null);
            }

            yield return new(token.Content, token);
            from = at + token.Content.Length;
            while (token.StripsRight && from < text.Length && TextCleaner.IsSpace(text[from]))
            {
                from++;
            }

            at = from - 1;
        }

        if (from < text.Length || from == 0)
        {
            yield return new(text[from..], null);
        }
    }

    private AddedToken? Find(ReadOnlySpan<char> text)
    {
        foreach (var token in _longestFirst)
        {
            if (text.StartsWith(token.Content, StringComparison.Ordinal))
            {
                return token;
            }
        }

        return null;
    }

    /// <summary>A part of a text: an added token, or the text between two of them.</summary>
    internal readonly record struct Part(string Text, AddedToken? Token);
}
