namespace Txt2Image.Clip;

/// <summary>A model cannot be loaded or run; the message names the file, what it contains and what is expected.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Creates the exception with a message that says what is wrong and where.</summary>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message that says what is wrong and where, and the cause.</summary>
    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
