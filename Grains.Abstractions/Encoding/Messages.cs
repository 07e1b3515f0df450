using System.Runtime.InteropServices;

namespace Txt2Image.Grains.Abstractions.Encoding;

/// <summary>A text as a model's tokenizer gives it, with begin and end tokens, not padded.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.TokenIds")]
public readonly record struct TokenIds([property: Id(0)] int[] Values);

/// <summary>An image as a model's tower takes it: 8-bit RGB, row by row.</summary>
/// <param name="Pixels">S x S x 3 bytes, S being the model's input size.</param>
/// <param name="Urgent">A person waits for it: it passes images that are being ingested.</param>
[GenerateSerializer, Immutable, Alias("txt2image.Tile")]
public readonly record struct Tile([property: Id(0)] byte[] Pixels, [property: Id(1)] bool Urgent);

/// <summary>A unit vector in float32, as the little-endian bytes that travel best.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.Embedding")]
public readonly record struct Embedding([property: Id(0)] byte[] Bytes)
{
    /// <summary>The vector.</summary>
    public ReadOnlySpan<float> Span => MemoryMarshal.Cast<byte, float>(Bytes);

    /// <summary>Packs a vector.</summary>
    public static Embedding From(ReadOnlySpan<float> vector) => new(MemoryMarshal.AsBytes(vector).ToArray());
}

/// <summary>An embedding, or word that the device's queue is full.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.EncodeResult")]
public readonly record struct EncodeResult
{
    /// <summary>The embedding; default when <see cref="RetryAfter"/> is set.</summary>
    [Id(0)]
    public Embedding Embedding { get; init; }

    /// <summary>Set when the work was refused: when to come back.</summary>
    [Id(1)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Milliseconds in the device's queue.</summary>
    [Id(2)]
    public double QueueMs { get; init; }

    /// <summary>Milliseconds of the batch's inference.</summary>
    [Id(3)]
    public double InferenceMs { get; init; }

    /// <summary>How many shared the batch.</summary>
    [Id(4)]
    public int BatchSize { get; init; }
}
