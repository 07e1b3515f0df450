namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary>What became of a question.</summary>
/// <param name="Text">The question.</param>
/// <param name="Asked">When it was due or, without a plan, sent: since the start.</param>
/// <param name="Answered">When its answer had arrived.</param>
internal sealed record ReplayedQuestion(string Text, TimeSpan Asked, TimeSpan Answered)
{
    /// <summary>What answered: none, memory or distributed; null if there is an error.</summary>
    public string? Source { get; init; }

    /// <summary>The code of the error; null if there is none.</summary>
    public string? Error { get; init; }

    /// <summary>The milliseconds that the server reports: in all, for the embedding, in the store.</summary>
    public (double Total, double Encode, double Search) Server { get; init; }

    /// <summary>The milliseconds that the client waited.</summary>
    public double Milliseconds => (Answered - Asked).TotalMilliseconds;
}
