using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Embeddings;

/// <summary>What is to be embedded: a text, or the bytes of an image file.</summary>
internal sealed record EmbeddingInput(string? Text, byte[]? Image);

/// <summary>A request for embeddings, read and checked.</summary>
/// <param name="Model">The name or fingerprint of the model, if given.</param>
/// <param name="IsBase64">Whether the answer's vectors are base64.</param>
/// <param name="Dimensions">The wanted length, if given.</param>
/// <param name="Inputs">1 to 256 inputs.</param>
internal sealed record EmbeddingInputs(string? Model, bool IsBase64, int? Dimensions, ImmutableArray<EmbeddingInput> Inputs)
{
    private const int Most = 256;
    private const string DataUrl = "data:";
    private const string Shapes = "a text, a data URL of an image, {\"text\": …}, {\"image\": …}, or an array of these";

    /// <exception cref="Txt2ImageException">InvalidRequest.</exception>
    public static EmbeddingInputs Read(JsonElement json)
    {
        var body = new JsonParameters(json, "The body", "input", "model", "encoding_format", "dimensions", "user");
        var inputs = body.Member("input") switch
        {
            null => throw Wrong.Invalid($"input is required: {Shapes}."),
            { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() is 0 or > Most =>
                throw Wrong.Invalid($"input must have 1 to {Most} entries, not {array.GetArrayLength()}: split the request."),
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select((one, index) => ReadOne(one, $"input[{index}]"))],
            { } one => ImmutableArray.Create(ReadOne(one, "input")),
        };
        _ = body.Text("user");
        return new EmbeddingInputs(body.Text("model"), IsBase64Of(body.Text("encoding_format")), body.Whole("dimensions", 1, 1 << 16), inputs);
    }

    private static bool IsBase64Of(string? format) => format switch
    {
        null or "float" => false,
        "base64" => true,
        _ => throw Wrong.Invalid($"encoding_format must be float or base64, not '{Wrong.Short(format)}'."),
    };

    private static EmbeddingInput ReadOne(JsonElement json, string name)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            var text = json.GetString()!;
            return text.StartsWith(DataUrl, StringComparison.OrdinalIgnoreCase) ? ImageOf(text, name) : new EmbeddingInput(text, null);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            var hint = json.ValueKind is JsonValueKind.Number or JsonValueKind.Array ? " Token ids are not accepted: send the text." : "";
            throw Wrong.Invalid($"{name} must be {Shapes}, not {JsonParameters.Kind(json)}.{hint}");
        }

        var one = new JsonParameters(json, name, "text", "image");
        return (one.Text("text"), one.Text("image")) switch
        {
            ({ } text, null) => new EmbeddingInput(text, null),
            (null, { } image) => ImageOf(image, name),
            _ => throw Wrong.Invalid($"{name} must have either text or image."),
        };
    }

    private static EmbeddingInput ImageOf(string url, string name)
    {
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        var head = comma < 0 ? "" : url[..comma];
        var isImage = head.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)
            && head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        if (!isImage || !Base64.IsValid(url.AsSpan(comma + 1)))
        {
            throw Wrong.Invalid($"{name} must be an image as a data URL in base64, such as data:image/jpeg;base64,/9j/4AAQ….");
        }

        return new EmbeddingInput(null, Convert.FromBase64String(url[(comma + 1)..]));
    }
}
