namespace Txt2Image.Evaluation.Comparing;

/// <summary>Two runs cannot be compared. The message says why, for people.</summary>
public sealed class ComparisonException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ComparisonException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ComparisonException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ComparisonException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
