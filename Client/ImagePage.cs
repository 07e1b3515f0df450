using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Client;

/// <summary>A page of a collection's images.</summary>
public sealed record ImagePage : ServerAnswer
{
    /// <summary>The images, in the order of their ids.</summary>
    public IReadOnlyList<ListedImage> Images { get; init; } = [];

    /// <summary>The id after which the next page begins; null on the last.</summary>
    public Guid? Next { get; init; }
}

/// <summary>A page of a collection's images, the one taken last first.</summary>
public sealed record NewestImagesPage : ServerAnswer
{
    /// <summary>The images: by the time when they were taken, descending, then those without one.</summary>
    public IReadOnlyList<ListedImage> Images { get; init; } = [];

    /// <summary>The place after which the next page begins; null on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>An image with all that is stored of it except its bytes.</summary>
public sealed record ListedImage
{
    /// <summary>Its id, which its bytes determine.</summary>
    public Guid Id { get; init; }

    /// <summary>All names (paths) under which it was added.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Its caption, if it has one.</summary>
    public string? Caption { get; init; }

    /// <summary>Its fields: a JSON object of texts, numbers and booleans.</summary>
    public JsonElement? Fields { get; init; }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; init; }

    /// <summary>The type of the original's bytes, such as <c>image/jpeg</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>The original's length in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// A blurred picture to show until the thumbnail has loaded: a ThumbHash (https://evanw.github.io/thumbhash) of at most 25 bytes; empty if there
    /// is none.
    /// </summary>
    public ReadOnlyMemory<byte> ThumbHash { get; init; }

    /// <summary>Its embedding, a unit vector, if it was requested.</summary>
    [JsonConverter(typeof(EmbeddingJson))]
    public ReadOnlyMemory<float>? Embedding { get; init; }

    /// <summary>Whether the server keeps a preview in place of the original.</summary>
    [JsonIgnore]
    public bool IsPreviewOnly =>
        Fields is { ValueKind: JsonValueKind.Object } fields
        && fields.TryGetProperty("previewOnly", out var value)
        && value.ValueKind == JsonValueKind.True;
}

/// <summary>An embedding in JSON: the base64 of 32-bit numbers, little-endian.</summary>
internal sealed class EmbeddingJson : JsonConverter<ReadOnlyMemory<float>?>
{
    public override ReadOnlyMemory<float>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var bytes = reader.GetBytesFromBase64();
        if (bytes.Length % sizeof(float) != 0)
        {
            throw new JsonException("An embedding is the base64 of 32-bit numbers.");
        }

        var numbers = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return numbers;
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<float>? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is { } numbers ? ToBase64(numbers.Span) : null);

    public static string ToBase64(ReadOnlySpan<float> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            return Convert.ToBase64String(MemoryMarshal.AsBytes(numbers));
        }

        var bytes = new byte[numbers.Length * sizeof(float)];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), numbers[i]);
        }

        return Convert.ToBase64String(bytes);
    }
}
