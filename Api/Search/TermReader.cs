using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Search;

/// <summary>Reads the terms of a search.</summary>
internal static class TermReader
{
    public const string Terms = "terms";
    public const string Embedding = "embedding";

    private const string Weight = "weight";
    private static readonly string[] Kinds = ["text", "like", "image", Embedding];
    private static readonly string[] Names = [.. Kinds, Weight];

    /// <summary>The members <c>terms</c> and <c>embedding</c> of a body.</summary>
    public static ImmutableArray<AskedTerm> ReadAll(JsonParameters body)
    {
        var terms = ImmutableArray.CreateBuilder<AskedTerm>();
        switch (body.Member(Terms))
        {
            case null:
                break;
            case { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() > QuerySyntax.MostTerms:
                throw QuerySyntax.TooMany();
            case { ValueKind: JsonValueKind.Array } array:
                terms.AddRange(array.EnumerateArray().Select((term, index) => Read(term, $"{Terms}[{index}]")));
                break;
            case { } other:
                throw Wrong.Invalid($"{Terms} must be an array of objects with one of {string.Join(", ", Kinds)}, not {JsonParameters.Kind(other)}.");
        }

        if (body.Member(Embedding) is { } embedding)
        {
            terms.Add(new AskedTerm.Vector(1, ReadEmbedding(embedding, Embedding)));
        }

        return terms.DrainToImmutable();
    }

    /// <summary>Reads <c>ID</c> or <c>COLLECTION/ID</c>.</summary>
    public static AskedTerm.Like ReadLike(double weight, string text, string name)
    {
        var slash = text.LastIndexOf('/');
        return Guid.TryParse(text.AsSpan(slash + 1), out var id) && slash != 0
            ? new AskedTerm.Like(weight, slash < 0 ? null : text[..slash], id)
            : throw Wrong.Invalid($"{name} must be an image's id (a UUID), or COLLECTION/ID, not '{Wrong.Short(text)}'.");
    }

    private static AskedTerm Read(JsonElement json, string name)
    {
        var term = new JsonParameters(json, name, Names);
        if (Kinds.Count(kind => term.Member(kind) is not null) != 1)
        {
            throw Wrong.Invalid($"{name} must have exactly one of {string.Join(", ", Kinds)}.");
        }

        var weight = term.Number(Weight, -QuerySyntax.MaxWeight, QuerySyntax.MaxWeight) ?? 1;
        if (!QuerySyntax.IsWeight(weight))
        {
            throw Wrong.Invalid($"The weight of {name} must not be 0.");
        }

        if (term.Text("text") is { } text)
        {
            return new AskedTerm.Text(weight, text);
        }

        if (term.Text("like") is { } like)
        {
            return ReadLike(weight, like, $"{name}.like");
        }

        return term.Text("image") is { } image
            ? new AskedTerm.Image(weight, ReadImage(image, $"{name}.image"))
            : new AskedTerm.Vector(weight, ReadEmbedding(term.Member(Embedding)!.Value, $"{name}.{Embedding}"));
    }

    /// <summary>Reads base64, alone or in a data URL.</summary>
    public static byte[] ReadImage(string text, string name)
    {
        var comma = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? text.IndexOf(',', StringComparison.Ordinal) : -1;
        var isData = comma < 0 || text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        var base64 = text.AsSpan(comma + 1);
        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        return isData && Convert.TryFromBase64Chars(base64, bytes, out var length) && length > 0
            ? bytes[..length]
            : throw Wrong.Invalid($"{name} must be an image file in base64, or a data URL such as data:image/jpeg;base64,/9j/4AAQ….");
    }

    private static Embedding ReadEmbedding(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Array => Grains.Abstractions.Encoding.Embedding.From(
            [.. json.EnumerateArray().Select((value, index) => ReadValue(value, string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]")))]),
        JsonValueKind.String => new Embedding(ReadFloats(json.GetString()!, name)),
        _ => throw Wrong.Invalid($"{name} must be an array of numbers, or the base64 of numbers in float32, not {JsonParameters.Kind(json)}."),
    };

    private static float ReadValue(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetSingle(out var value) && float.IsFinite(value)
            ? value
            : throw Wrong.Invalid($"{name} must be a number within the range of float32.");

    private static byte[] ReadFloats(string base64, string name)
    {
        var bytes = new byte[(base64.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length % sizeof(float) == 0
            ? bytes[..length]
            : throw Wrong.Invalid($"{name} must be the base64 of 32-bit floating-point numbers, little-endian.");
    }
}
