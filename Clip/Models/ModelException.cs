namespace Txt2Image.Clip.Models;

/// <summary>A model cannot be loaded or run as asked; the message names the file, what it has and what is needed.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Says what does not fit and where.</summary>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>Says what does not fit and where, with what was thrown.</summary>
    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
