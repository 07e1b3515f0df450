using Microsoft.OpenApi;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Search;

/// <summary>Describes the parameters of a search in the reference.</summary>
internal static class SearchParameterDocs
{
    private static readonly ParameterDoc Text =
        new("q", "The text to search for: 1 to 1,000 characters.", JsonSchemaType.String, "a red bicycle", IsRequired: true);

    private static readonly ParameterDoc Collection =
        new("collection", "The collection to search, by name or alias; default: the server's default collection.", JsonSchemaType.String, "demo");

    private static readonly ParameterDoc Filter = new(
        "filter",
        "A filter that hits must satisfy, as JSON: {field, eq | in | range | exists}, combined with and, or, not. Besides their own fields, images "
        + "have width, height, bytes and taken (seconds since 1970). Where a number is expected, a date such as 2024-05-31 works too.",
        JsonSchemaType.String,
        "{\"field\": \"year\", \"range\": {\"min\": 1990, \"max\": 1999}}");

    public static readonly ParameterDoc[] All =
    [
        Text,
        new("k", "How many hits.", JsonSchemaType.Integer, 5, Default: SearchQuestion.DefaultK, Min: 1, Max: SearchQuestion.MaxK),
        new("offset", "How many hits to skip; k + offset is at most 1,000.", JsonSchemaType.Integer, 0, Default: 0, Min: 0, Max: 999),
        new("minScore", "The lowest score that a hit may have.", JsonSchemaType.Number, 0.2, Min: -1, Max: 1),
        Collection,
        Filter,
    ];

    public static readonly ParameterDoc[] OfBestImage = [Text, Collection, Filter];
}
