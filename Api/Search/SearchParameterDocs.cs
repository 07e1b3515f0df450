using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Search;

/// <summary>Describes the parameters of a search in the reference.</summary>
internal static class SearchParameterDocs
{
    private static readonly ParameterDoc Text = new(
        "q",
        "The text to search for: 1 to 1,000 characters; it may have weighted terms, as in 2 * dog + pool - people. Required unless there is another "
        + "term.",
        JsonSchemaType.String,
        "a red bicycle",
        MinLength: 1);

    private static readonly ParameterDoc Like = new(
        "like",
        "The id of an image to search with, or COLLECTION/ID; can be repeated. With q the search is for the sum of all.",
        JsonSchemaType.String,
        new JsonArray("0f8fad5b-d9cb-469f-a165-70867728950e"),
        IsRepeatable: true,
        Pattern: Patterns.Example);

    private static readonly ParameterDoc WithExamples = new(
        "examples", "Whether the answer includes the images of like.", JsonSchemaType.Boolean, false, Default: false);

    private static readonly ParameterDoc Collection =
        new("collection", "The collection to search, by name or alias; default: the server's default collection.", JsonSchemaType.String, "demo",
            Pattern: Patterns.CollectionName);

    private static readonly ParameterDoc MinScore =
        new("minScore", "The lowest score that a hit may have.", JsonSchemaType.Number, 0.2, Min: -1, Max: 1);

    private static readonly ParameterDoc Filter = new(
        "filter",
        "A filter that hits must satisfy, as text (year>=2020 and tag:beach) or as JSON: {field, eq | in | range | exists}, combined with and, or, "
        + "not. Besides their own fields, images have width, height, bytes and taken (seconds since 1970). Where a number is expected, a date such "
        + "as 2024-05-31 works too.",
        JsonSchemaType.String,
        "{\"field\": \"year\", \"range\": {\"min\": 1990, \"max\": 1999}}");

    public static readonly ParameterDoc[] All =
    [
        Text,
        Like,
        WithExamples,
        new("k", "How many hits.", JsonSchemaType.Integer, 5, Default: SearchQuestion.DefaultK, Min: 1, Max: SearchQuestion.MaxK),
        new("limit", "Another name of k.", JsonSchemaType.Integer, 5, Min: 1, Max: SearchQuestion.MaxK),
        new("top", "Another name of k.", JsonSchemaType.Integer, 5, Min: 1, Max: SearchQuestion.MaxK),
        new("offset", "How many hits to skip; k + offset is at most 1,000.", JsonSchemaType.Integer, 0, Default: 0, Min: 0, Max: 999),
        MinScore,
        Collection,
        Filter,
    ];

    public static readonly ParameterDoc[] OfWatch = [Text, Like, MinScore, Collection, Filter];

    public static readonly ParameterDoc[] OfBestImage = [Text, Like, WithExamples, Collection, Filter];
}
