namespace Txt2Image.Grains.Searching;

/// <summary>The embedding of a query, or why there is none yet.</summary>
/// <param name="Embedding">The embedding, or null.</param>
/// <param name="RetryAfter">When to try again, if a queue is full.</param>
/// <param name="Milliseconds">The time that it took.</param>
internal sealed record EncodedQuestion(QuestionEmbedding? Embedding, TimeSpan? RetryAfter, double Milliseconds)
{
    /// <summary>There is no embedding without what the key names by a hash.</summary>
    public static EncodedQuestion Incomplete { get; } = new(null, null, 0) { NeedsInputs = true };

    /// <summary>Whether what the key names by a hash is needed.</summary>
    public bool NeedsInputs { get; private init; }

    public static EncodedQuestion Refused(TimeSpan retryAfter) => new(null, retryAfter, 0);
}
