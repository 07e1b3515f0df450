using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>The embedding of one term of a query, or why there is none yet.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.TermEmbedding")]
public sealed record TermEmbedding
{
    /// <summary>The unit vector; null if one of the other members says why.</summary>
    [Id(0)]
    public Embedding? Embedding { get; init; }

    /// <summary>Whether the text was longer than the model's context, so that its end was cut off.</summary>
    [Id(1)]
    public bool Truncated { get; init; }

    /// <summary>When to try again. Set if a queue is full.</summary>
    [Id(2)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the call must be repeated with what the key names by a hash.</summary>
    [Id(3)]
    public bool NeedsInputs { get; init; }
}
