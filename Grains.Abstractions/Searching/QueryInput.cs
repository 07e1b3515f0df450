using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>What a query's key names only by a hash: an image, or an embedding.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.QueryInput")]
public sealed record QueryInput
{
    /// <summary>The hash in the key: SHA-256 in lower-case hex, of the image's file or of the embedding's bytes.</summary>
    [Id(0)]
    public required string Hash { get; init; }

    /// <summary>The image as its model's tower accepts it: S x S x 3 bytes; null for an embedding.</summary>
    [Id(1)]
    public byte[]? Tile { get; init; }

    /// <summary>The embedding, a unit vector; null for an image.</summary>
    [Id(2)]
    public Embedding? Embedding { get; init; }
}
