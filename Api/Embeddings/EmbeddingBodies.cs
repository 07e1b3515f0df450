using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Embeddings;

/// <summary>The body of a request for embeddings, in the shape of OpenAI's API.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EmbeddingRequestBody(
    [property: Description(
        "A text, an image as a data URL (`data:image/jpeg;base64,…`), an object with `text` or `image`, or an array of 1 to 256 of these.")]
    [property: OneOf(typeof(string), typeof(EmbeddingInputBody), typeof(JsonElement[]))]
    object Input,
    [property: Description("The model's name or fingerprint; the model of new collections if it is left out.")] string? Model = null,
    [property: Description("`float`: arrays of numbers (default). `base64`: float32, little-endian, as base64.")]
    [property: JsonPropertyName("encoding_format")]
    string? EncodingFormat = null,
    [property: Description("The length of the embeddings; it can only be the model's own.")] int? Dimensions = null,
    [property: Description("Ignored.")] string? User = null);

/// <summary>An input that says what it is. It has exactly one of the two.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EmbeddingInputBody(
    [property: Description("A text.")] string? Text = null,
    [property: Description("An image as a data URL in base64.")] string? Image = null);

/// <summary>Embeddings, in the shape of OpenAI's API.</summary>
internal sealed record EmbeddingsBody(
    [property: Description("Always `list`.")] string Object,
    [property: Description("One for each input, in order.")] IReadOnlyList<EmbeddingBody> Data,
    [property: Description("The model's name.")] string Model,
    [property: Description("How much was read.")] UsageBody Usage);

/// <summary>An embedding.</summary>
internal sealed record EmbeddingBody(
    [property: Description("Always `embedding`.")] string Object,
    [property: Description("The place of its input, from 0.")] int Index,
    [property: Description("A vector of length 1: an array of numbers, or its float32 values, little-endian, as base64.")]
    [property: OneOf(typeof(float[]), typeof(string))]
    object Embedding);

/// <summary>How much was read.</summary>
internal sealed record UsageBody(
    [property: Description("The tokens of all texts, with their begin and end. An image has none.")]
    [property: JsonPropertyName("prompt_tokens")]
    int PromptTokens,
    [property: Description("The same.")]
    [property: JsonPropertyName("total_tokens")]
    int TotalTokens);
