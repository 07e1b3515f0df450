namespace Txt2Image.Clip.Text;

/// <summary>A text is longer than <see cref="ClipTokenizer.MaxCharacters"/>.</summary>
public sealed class TextTooLongException : Exception
{
    /// <summary>Creates the exception with the length and the limit.</summary>
    /// <param name="length">The text's length in UTF-16 units.</param>
    /// <param name="limit">The greatest accepted length, in the same units.</param>
    public TextTooLongException(int length, int limit)
        : base($"The text has {length} characters; the limit is {limit}.")
    {
        Length = length;
        Limit = limit;
    }

    /// <summary>The text's length in UTF-16 units.</summary>
    public int Length { get; }

    /// <summary>The greatest accepted length.</summary>
    public int Limit { get; }
}
