namespace Txt2Image.Evaluation.Runs;

/// <summary>A file is not a complete run of a format that this version reads. The message says what is wrong, for people.</summary>
public sealed class RunFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RunFormatException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public RunFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public RunFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
