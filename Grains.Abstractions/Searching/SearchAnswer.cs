using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>The answer to a query, or a rejection because the service is overloaded.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.SearchAnswer")]
public sealed record SearchAnswer
{
    /// <summary>The requested slice, by descending score, then ascending id, unless another order was requested.</summary>
    [Id(0)]
    public ImmutableArray<SearchHit> Hits { get; init; } = [];

    /// <summary>Which cache answered.</summary>
    [Id(1)]
    public CacheSource Cache { get; init; }

    /// <summary>Whether the text was longer than the model's context, so that its end was cut off.</summary>
    [Id(2)]
    public bool Truncated { get; init; }

    /// <summary>Words of the query that the model has never seen. Only for models that list their vocabulary.</summary>
    [Id(3)]
    public ImmutableArray<string> UnknownWords { get; init; } = [];

    /// <summary>Milliseconds spent embedding the query: cache, queue and inference.</summary>
    [Id(4)]
    public double EncodeMs { get; init; }

    /// <summary>Milliseconds spent in the vector store.</summary>
    [Id(5)]
    public double VectorSearchMs { get; init; }

    /// <summary>When to try again. Set if the query was rejected because a queue is full.</summary>
    [Id(6)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether no cache has the query's embedding, so that the call must be repeated with <see cref="SearchRequest.Inputs"/>.</summary>
    [Id(7)]
    public bool NeedsInputs { get; init; }

    /// <summary>How many hits came before the slice.</summary>
    [Id(8)]
    public int Offset { get; init; }

    /// <summary>Whether hits may come after the slice.</summary>
    [Id(9)]
    public bool HasMore { get; init; }

    /// <summary>The counts that were asked for.</summary>
    [Id(10)]
    public ImmutableArray<Facet> Facets { get; init; } = [];

    /// <summary>Where the hits were cut off; null if that was not asked for.</summary>
    [Id(11)]
    public CutoffResult? Cutoff { get; init; }

    /// <summary>How much was searched, if the time was out before the end; null if the answer is whole.</summary>
    [Id(12)]
    public SearchedPart? Part { get; init; }
}

/// <summary>Which cache answered a search.</summary>
[GenerateSerializer]
public enum CacheSource
{
    /// <summary>None; the vector store was searched.</summary>
    None,

    /// <summary>The query's grain.</summary>
    Memory,

    /// <summary>The distributed cache.</summary>
    Distributed,
}
