using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching;

/// <summary>The result of a flight: an answer, or a rejection.</summary>
internal sealed record Landing(QuestionHits? Answer, CacheSource Source)
{
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Whether the embedding needs what the key names by a hash.</summary>
    public bool NeedsInputs { get; private init; }

    public static Landing Incomplete { get; } = new(null, CacheSource.None) { NeedsInputs = true };

    /// <summary>Whether it is what a search had found when its time was out.</summary>
    public bool IsPart => Answer is { Part: not null };

    public double EncodeMs { get; init; }

    public double VectorSearchMs { get; init; }

    public static Landing Refused(TimeSpan retryAfter) => new(null, CacheSource.None) { RetryAfter = retryAfter };
}
