using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Txt2Image.Api.Reference;
using Txt2Image.Storage.Vectors;

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
        new(
            "cursor",
            "The next of the page before, instead of offset; the other parameters stay the same, except k.",
            JsonSchemaType.String,
            "AQoAqHyRPg-PrVvZy0afoWVwhnKJUO4tq7C6d0Gk"),
        MinScore,
        new(
            "cutoff",
            "auto: leave out hits that do not match the texts better than chance, all of them if need be; none: leave out nothing.",
            JsonSchemaType.String,
            "auto",
            Default: "none",
            Allowed: ["auto", "none"]),
        new(
            "maxChance",
            "With cutoff=auto, the highest chance that the best hit is one of an unrelated text: 0.005 to 1.",
            JsonSchemaType.Number,
            0.05,
            Default: SearchQuestion.DefaultMaxChance),
        Collection,
        Filter,
        new("sort", "The order of the hits: score, taken (the latest first) or name.", JsonSchemaType.String, "taken", Default: "score",
            Allowed: ["score", "taken", "name"]),
        new(
            "collapse",
            "The cosine of two images from which they are folded into the better one, which lists them as folded. A usual value is 0.95.",
            JsonSchemaType.Number,
            0.95,
            Min: 0,
            Max: 1),
        new(
            "diversity",
            "How much a hit must differ from those before it: 0 changes nothing, 1 ignores the scores after the first hit.",
            JsonSchemaType.Number,
            0.3,
            Min: 0,
            Max: 1),
        new("facets", "Fields whose values are counted over the hits, separated by commas; at most 16.", JsonSchemaType.String, "tag,year"),
        new(
            "within",
            "How many of the best hits sort, collapse, diversity and facets work on; default: 100, or k if that is larger.",
            JsonSchemaType.Integer,
            100,
            Min: 1,
            Max: SearchQuestion.MaxK),
        new(
            "ef",
            "How many candidates Qdrant's index keeps: more find more of the best hits, and take longer; default: the server's setting. "
            + "Embedded collections are always searched exactly.",
            JsonSchemaType.Integer,
            256,
            Min: 1,
            Max: StorageLimits.MaxEf),
        new(
            "exact", "Whether the query is compared with every image, instead of ef. Embedded collections always are.", JsonSchemaType.Boolean, true,
            Default: false),
        new(
            "partial",
            "allow: when the time is out, the hits found so far, with how much was searched (embedded collections only); none: all or nothing.",
            JsonSchemaType.String,
            "allow",
            Default: "none",
            Allowed: ["allow", "none"]),
    ];

    public static readonly ParameterDoc[] OfWatch = [Text, Like, MinScore, Collection, Filter];

    public static readonly ParameterDoc[] OfBestImage = [Text, Like, WithExamples, Collection, Filter];
}
