using System.Text.Json;

namespace Txt2Image.Client;

/// <summary>The images nearest to a query.</summary>
public sealed record SearchAnswer : ServerAnswer
{
    /// <summary>The query as it was sent.</summary>
    public string? Query { get; init; }

    /// <summary>The collection that was searched, by its own name.</summary>
    public string Collection { get; init; } = "";

    /// <summary>The model that embedded the query and the images.</summary>
    public string? Model { get; init; }

    /// <summary>The collection's version at the time of the search.</summary>
    public string? Version { get; init; }

    /// <summary>Which cache answered: <c>none</c>, <c>memory</c> or <c>distributed</c>.</summary>
    public string? Cache { get; init; }

    /// <summary>Whether the query was longer than the model reads, so that its end was cut off.</summary>
    public bool Truncated { get; init; }

    /// <summary>Words of the query that the model has never seen, for models that list the words they know.</summary>
    public IReadOnlyList<string>? UnknownWords { get; init; }

    /// <summary>The hits: score descending, then id.</summary>
    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>Milliseconds of each stage: <c>total</c>, <c>encode</c>, <c>search</c>.</summary>
    public IReadOnlyDictionary<string, double>? Timings { get; init; }
}

/// <summary>An image that was found.</summary>
public sealed record Hit
{
    /// <summary>The image's id, which its bytes determine: see <see cref="ImageId"/>.</summary>
    public Guid Id { get; init; }

    /// <summary>The cosine similarity of query and image, -1 to 1. It is not a percentage.</summary>
    public double Score { get; init; }

    /// <summary>The first of its names.</summary>
    public string? Name { get; init; }

    /// <summary>All names (paths) under which it was added.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Its caption, if it has one.</summary>
    public string? Caption { get; init; }

    /// <summary>Its fields: texts, numbers and booleans.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fields { get; init; }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; init; }

    /// <summary>The URL of its bytes, relative to the server's root: see <see cref="ServerAddress.Absolute"/>.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The URL of its thumbnail (WebP, at most 512 pixels per side), relative to the server's root.</summary>
    public string? ThumbnailUrl { get; init; }
}
