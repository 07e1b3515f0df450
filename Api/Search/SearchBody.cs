using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Api.Reference;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Search;

/// <summary>A search.</summary>
/// <remarks>For the reference; <see cref="SearchQuestion"/> reads it.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SearchBody(
    [property: Description("The text to search for: 1 to 1,000 characters; it may have weighted terms, as in 2 * dog + pool - people.")]
    [property: MinLength(1)]
    string? Q = null,
    [property: Description("More terms: the search is for their weighted sum."), MaxLength(16)] IReadOnlyList<TermBody>? Terms = null,
    [property: Description("Images to search with, as ID or COLLECTION/ID; each is a term of weight 1.")] IReadOnlyList<string>? Like = null,
    [property: Description("An embedding of the collection's model: an array of numbers, or the base64 of a vector in float32, little-endian.")]
    [property: OneOf(typeof(float[]), typeof(string))]
    JsonElement? Embedding = null,
    [property: Description("Whether the answer includes the images of like."), DefaultValue(false)] bool? Examples = null,
    [property: Description("How many hits: 1 to 1,000."), Range(1, SearchQuestion.MaxK), DefaultValue(SearchQuestion.DefaultK)] int? K = null,
    [property: Description("Another name of k."), Range(1, SearchQuestion.MaxK)] int? Limit = null,
    [property: Description("Another name of k."), Range(1, SearchQuestion.MaxK)] int? Top = null,
    [property: Description("How many hits to skip; k + offset is at most 1,000."), Range(0, SearchQuestion.MaxK - 1), DefaultValue(0)]
    int? Offset = null,
    [property: Description("The next of the page before, instead of offset; the other parameters stay the same, except k.")]
    string? Cursor = null,
    [property: Description("The lowest score that a hit may have: -1 to 1."), Range(-1.0, 1.0)] double? MinScore = null,
    [property: Description("auto: leave out hits that do not match the texts better than chance; none: leave out nothing."), DefaultValue("none")]
    [property: AllowedValues("auto", "none", null)]
    string? Cutoff = null,
    [property: Description("With cutoff=auto, the highest chance that the best hit is one of an unrelated text: 0.005 to 1.")]
    [property: Range(SearchQuestion.LowestChance, 1), DefaultValue(SearchQuestion.DefaultMaxChance)]
    double? MaxChance = null,
    [property: Description("The collection to search, by name or alias; default: the server's default collection.")] string? Collection = null,
    [property: Description("A filter that hits must satisfy: text, or {field, eq | in | range | exists}, combined with and, or, not.")]
    [property: OneOf(typeof(string), typeof(IReadOnlyDictionary<string, JsonElement>))]
    JsonElement? Filter = null,
    [property: Description("The order of the hits: score, taken (the latest first) or name."), DefaultValue("score")]
    [property: AllowedValues("score", "taken", "name", null)]
    string? Sort = null,
    [property: Description("The cosine of two images, 0 to 1, from which they are folded into the better one."), Range(0.0, 1.0)]
    double? Collapse = null,
    [property: Description("How much a hit must differ from those before it: 0 to 1."), Range(0.0, 1.0)] double? Diversity = null,
    [property: Description("Fields whose values are counted over the hits, at most 16."), MaxLength(16)] IReadOnlyList<string>? Facets = null,
    [property: Description("How many of the best hits sort, collapse, diversity and facets work on: 1 to 1,000; default: 100, or k if larger.")]
    [property: Range(1, SearchQuestion.MaxK)]
    int? Within = null,
    [property: Description("How many candidates Qdrant's index keeps: more find more of the best hits, and take longer.")]
    [property: Range(1, StorageLimits.MaxEf)]
    int? Ef = null,
    [property: Description("Whether the query is compared with every image, instead of ef. Embedded collections always are."), DefaultValue(false)]
    bool? Exact = null,
    [property: Description("allow: when the time is out, the hits found so far, with how much was searched; none: all or nothing.")]
    [property: DefaultValue("none"), AllowedValues("allow", "none", null)]
    string? Partial = null);

/// <summary>A term of a search. It has exactly one of text, like, image and embedding.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TermBody(
    [property: Description("A text; operators in it have no meaning.")] string? Text = null,
    [property: Description("The id of an image, or COLLECTION/ID.")] string? Like = null,
    [property: Description("An image file in base64, or as a data URL.")] string? Image = null,
    [property: Description("An embedding, as in the search."), OneOf(typeof(float[]), typeof(string))] JsonElement? Embedding = null,
    [property: Description("Its weight: -100 to 100, and not 0."), Range(-100.0, 100.0), DefaultValue(1.0)] double? Weight = null);
