namespace Txt2Image.Clip.Text;

/// <summary>A text is longer than <see cref="TextCleaner.MaxCharacters"/>.</summary>
public sealed class TextTooLongException : Exception
{
    /// <summary>Names the length and the limit.</summary>
    /// <param name="length">The text's length in UTF-16 units.</param>
    /// <param name="limit">The greatest length that is read, in the same units.</param>
    public TextTooLongException(int length, int limit)
        : base($"The text has {length} characters; at most {limit} are read.")
    {
        Length = length;
        Limit = limit;
    }

    /// <summary>The text's length in UTF-16 units.</summary>
    public int Length { get; }

    /// <summary>The greatest length that is read.</summary>
    public int Limit { get; }
}
