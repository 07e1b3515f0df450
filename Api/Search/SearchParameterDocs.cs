using Microsoft.OpenApi;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Search;

/// <summary>The parameters of a search, for the reference.</summary>
internal static class SearchParameterDocs
{
    private static readonly ParameterDoc Text =
        new("q", "The text to search for: 1 to 1,000 characters.", JsonSchemaType.String, "a red bicycle", IsRequired: true);

    private static readonly ParameterDoc Collection =
        new("collection", "The collection to search; the server's default collection if left out.", JsonSchemaType.String, "demo");

    private static readonly ParameterDoc Filter = new(
        "filter",
        "What hits must satisfy, as JSON: {field, eq | in | range | exists}, joined by and, or, not. Beside the images' own fields there are width, height, "
        + "bytes and taken (seconds since 1970); where a number can stand, so can a date such as 2024-05-31.",
        JsonSchemaType.String,
        "{\"field\": \"year\", \"range\": {\"min\": 1990, \"max\": 1999}}");

    public static readonly ParameterDoc[] All =
    [
        Text,
        new("k", "How many hits.", JsonSchemaType.Integer, 5, Default: SearchQuestion.DefaultK, Min: 1, Max: SearchQuestion.MaxK),
        new("offset", "How many hits to pass over; k + offset is at most 1,000.", JsonSchemaType.Integer, 0, Default: 0, Min: 0, Max: 999),
        new("minScore", "The lowest cosine a hit may have.", JsonSchemaType.Number, 0.2, Min: -1, Max: 1),
        Collection,
        Filter,
    ];

    public static readonly ParameterDoc[] OfBestImage = [Text, Collection, Filter];
}
