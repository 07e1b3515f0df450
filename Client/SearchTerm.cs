using System.Text.Json.Nodes;

namespace Txt2Image.Client;

/// <summary>
/// A term of a search, such as <c>SearchTerm.OfText("snow", -1)</c>. A search is for the weighted sum of its terms, at most 16. A weight is from
/// -100 to 100 and not 0.
/// </summary>
public sealed class SearchTerm
{
    private readonly JsonObject _json;

    private SearchTerm(string kind, JsonNode content, double weight) => _json = new JsonObject { [kind] = content, ["weight"] = weight };

    /// <summary>A text. Operators in it have no meaning.</summary>
    /// <param name="text">The text: 1 to 1,000 characters.</param>
    /// <param name="weight">Its weight.</param>
    public static SearchTerm OfText(string text, double weight = 1) => new("text", text, weight);

    /// <summary>An image of a collection, which the answer leaves out.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="collection">Its collection, of the same model; the collection that is searched if not given.</param>
    /// <param name="weight">Its weight.</param>
    public static SearchTerm Like(Guid id, string? collection = null, double weight = 1) =>
        new("like", collection is null ? $"{id:D}" : $"{collection}/{id:D}", weight);

    /// <summary>An image file.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="weight">Its weight.</param>
    public static SearchTerm OfImage(ReadOnlyMemory<byte> bytes, double weight = 1) => new("image", Convert.ToBase64String(bytes.Span), weight);

    /// <summary>An embedding of the collection's model.</summary>
    /// <param name="values">The vector, of any length but zero.</param>
    /// <param name="weight">Its weight.</param>
    public static SearchTerm OfEmbedding(ReadOnlyMemory<float> values, double weight = 1) =>
        new("embedding", new JsonArray([.. values.ToArray().Select(value => JsonValue.Create(value))]), weight);

    internal JsonNode ToJson() => _json.DeepClone();

    /// <summary>The example that this term is, as a parameter of a URL; null if it is another term, or has a weight.</summary>
    internal string? ToLike() => _json["like"] is { } like && (double)_json["weight"]! is 1 ? (string)like! : null;
}
