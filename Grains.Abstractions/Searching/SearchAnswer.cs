using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>The answer to a question, or word that there is no room for it now.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.SearchAnswer")]
public sealed record SearchAnswer
{
    /// <summary>The slice that was asked for: score descending, then id ascending.</summary>
    [Id(0)]
    public ImmutableArray<SearchHit> Hits { get; init; } = [];

    /// <summary>Which cache answered.</summary>
    [Id(1)]
    public CacheSource Cache { get; init; }

    /// <summary>Whether the text was longer than the model reads, so that its end was cut off.</summary>
    [Id(2)]
    public bool Truncated { get; init; }

    /// <summary>Words of the question that the model has never seen, for models that list what they know.</summary>
    [Id(3)]
    public ImmutableArray<string> UnknownWords { get; init; } = [];

    /// <summary>Milliseconds spent on turning the question into an embedding: cache, queue and inference.</summary>
    [Id(4)]
    public double EncodeMs { get; init; }

    /// <summary>Milliseconds spent in the vector store.</summary>
    [Id(5)]
    public double VectorSearchMs { get; init; }

    /// <summary>Set when the work was refused because a queue is full: when to come back.</summary>
    [Id(6)]
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Which cache answered a search.</summary>
[GenerateSerializer]
public enum CacheSource
{
    /// <summary>None: the vector store was searched.</summary>
    None,

    /// <summary>The question's grain.</summary>
    Memory,

    /// <summary>The distributed cache.</summary>
    Distributed,
}
