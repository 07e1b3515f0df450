namespace Txt2Image.Graphs;

/// <summary>A checkpoint cannot be converted. The message names the file, what is wrong with it, and what to do.</summary>
public sealed class ConversionException : Exception
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="inner">The cause.</param>
    public ConversionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
