using System.Text.Json;
using System.Text.Json.Nodes;

namespace Txt2Image.Client;

/// <summary>
/// A condition on the fields of images, such as <c>SearchFilter.Range("year", min: 1990)</c>. Besides the images' own fields there are
/// <c>width</c> and <c>height</c> (pixels), <c>bytes</c> and <c>taken</c> (seconds since 1970). Where a number can be given, so can a date such as
/// <c>"2024-05-31"</c>. A filter has at most 64 conditions.
/// </summary>
public sealed class SearchFilter
{
    private readonly JsonObject _json;

    private SearchFilter(JsonObject json) => _json = json;

    /// <summary>The field has a value.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="value">A text, a number or a boolean.</param>
    public static SearchFilter Equal(string field, JsonNode value) => Condition(field, "eq", value);

    /// <summary>The field has one of the given values.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="values">At most 256 texts, numbers or booleans.</param>
    public static SearchFilter In(string field, params IEnumerable<JsonNode> values) =>
        Condition(field, "in", new JsonArray([.. values.Select(value => value.DeepClone())]));

    /// <summary>The field is a number between two bounds, both included.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="min">The lowest number; null for no bound.</param>
    /// <param name="max">The highest number; null for no bound.</param>
    public static SearchFilter Range(string field, JsonNode? min = null, JsonNode? max = null)
    {
        var bounds = new JsonObject();
        if (min is not null)
        {
            bounds["min"] = min.DeepClone();
        }

        if (max is not null)
        {
            bounds["max"] = max.DeepClone();
        }

        return Condition(field, "range", bounds);
    }

    /// <summary>The field exists, with any value.</summary>
    /// <param name="field">The field's name.</param>
    public static SearchFilter Exists(string field) => Condition(field, "exists", JsonValue.Create(true));

    /// <summary>All of the given filters match.</summary>
    /// <param name="filters">The filters.</param>
    public static SearchFilter And(params IEnumerable<SearchFilter> filters) => Join("and", filters);

    /// <summary>At least one of the given filters matches.</summary>
    /// <param name="filters">The filters.</param>
    public static SearchFilter Or(params IEnumerable<SearchFilter> filters) => Join("or", filters);

    /// <summary>The given filter does not match.</summary>
    /// <param name="filter">The filter.</param>
    public static SearchFilter Not(SearchFilter filter) => new(new JsonObject { ["not"] = filter.ToJson() });

    /// <summary>Reads a filter in the server's own JSON, such as <c>{"field": "year", "range": {"min": 1990}}</c>.</summary>
    /// <param name="json">A JSON object. The server validates its content.</param>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static SearchFilter Parse(string json) =>
        new(JsonNode.Parse(json) as JsonObject ?? throw new JsonException("A filter is a JSON object."));

    /// <summary>The filter in the server's JSON.</summary>
    public override string ToString() => _json.ToJsonString();

    internal JsonNode ToJson() => _json.DeepClone();

    private static SearchFilter Condition(string field, string name, JsonNode value) =>
        new(new JsonObject { ["field"] = field, [name] = value.Parent is null ? value : value.DeepClone() });

    private static SearchFilter Join(string name, IEnumerable<SearchFilter> filters) =>
        new(new JsonObject { [name] = new JsonArray([.. filters.Select(filter => filter.ToJson())]) });
}
