namespace Txt2Image.Hub;

/// <summary>A model cannot be downloaded, checked or removed. The message says why, and what to do.</summary>
public sealed class HubException : Exception
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">Why, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public HubException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the hub could not be reached, or did not answer.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Whether the licence has to be accepted first.</summary>
    public bool NeedsLicence { get; init; }
}
