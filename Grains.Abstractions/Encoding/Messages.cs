using System.Runtime.InteropServices;

namespace Txt2Image.Grains.Abstractions.Encoding;

/// <summary>A text as a model's tokenizer returns it, with begin and end tokens, not padded.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.TokenIds")]
public readonly record struct TokenIds([property: Id(0)] int[] Values);

/// <summary>An image in the form that a model's tower accepts: 8-bit RGB, row by row.</summary>
/// <param name="Pixels">S x S x 3 bytes, where S is the model's input size.</param>
/// <param name="Urgent">Whether a user is waiting for it. Then it overtakes images that are being ingested.</param>
[GenerateSerializer, Immutable, Alias("txt2image.Tile")]
public readonly record struct Tile([property: Id(0)] byte[] Pixels, [property: Id(1)] bool Urgent);

/// <summary>A unit vector in float32, stored as little-endian bytes because they serialize fastest.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.Embedding")]
public readonly record struct Embedding([property: Id(0)] byte[] Bytes)
{
    /// <summary>The vector.</summary>
    public ReadOnlySpan<float> Span => MemoryMarshal.Cast<byte, float>(Bytes);

    /// <summary>Packs a vector.</summary>
    public static Embedding From(ReadOnlySpan<float> vector) => new(MemoryMarshal.AsBytes(vector).ToArray());
}

/// <summary>An embedding, or a rejection because the device's queue is full.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.EncodeResult")]
public readonly record struct EncodeResult
{
    /// <summary>The embedding; default if <see cref="RetryAfter"/> is set.</summary>
    [Id(0)]
    public Embedding Embedding { get; init; }

    /// <summary>When to try again. Set if the work was rejected.</summary>
    [Id(1)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Milliseconds spent in the device's queue.</summary>
    [Id(2)]
    public double QueueMs { get; init; }

    /// <summary>Milliseconds of inference for the whole batch.</summary>
    [Id(3)]
    public double InferenceMs { get; init; }

    /// <summary>The number of items in the batch.</summary>
    [Id(4)]
    public int BatchSize { get; init; }
}
