namespace Txt2Image.Clip.Inference;

/// <summary>The towers cannot run anything at the moment, whatever the input: a server that runs them is busy, or does not answer.</summary>
public sealed class TowersUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What does not work, and where.</param>
    /// <param name="retryAfter">When to try again, if the server is only busy; otherwise null.</param>
    /// <param name="inner">The cause.</param>
    public TowersUnavailableException(string message, TimeSpan? retryAfter, Exception? inner)
        : base(message, inner) => RetryAfter = retryAfter;

    /// <summary>When to try again, if the server is only busy; null if it does not answer.</summary>
    public TimeSpan? RetryAfter { get; }
}
