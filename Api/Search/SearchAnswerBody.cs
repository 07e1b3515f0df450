using System.ComponentModel;
using System.Text.Json;
using Txt2Image.Api.Images;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Search;

/// <summary>The answer to a search, for the reference. <see cref="SearchAnswerWriter"/> writes it.</summary>
[Description("The images that match a query best.")]
internal sealed record SearchAnswerBody(
    [property: Description("The text as it was sent; null if there was none.")] string? Query,
    [property: Description("The collection that was searched.")] string Collection,
    [property: Description("The model that embedded the text and the images.")] string Model,
    [property: Description("The version of the collection that was searched.")] string Version,
    [property: Description("Which cache answered: none, memory or distributed.")] string Cache,
    [property: Description("Whether the text was longer than the model reads, so that its end was ignored.")] bool Truncated,
    [property: Description("Words of the text that the model has never seen, if the model lists the words it knows.")]
    IReadOnlyList<string> UnknownWords,
    [property: Description("How many hits were requested.")] int K,
    [property: Description("How many hits come before these.")] int Offset,
    [property: Description("The cursor of the next page; null if there is none.")] string? Next,
    [property: Description("The hits: by descending score, then by id, or as sort and diversity say.")] IReadOnlyList<HitBody> Hits,
    [property: Description("The duration of each stage in milliseconds, to hundredths.")] TimingsBody Timings,
    [property: Description("The text with its misspelt words replaced, to be offered to a person; only if there is something to offer.")]
    string? Suggestion = null,
    [property: Description("The counts of each field of facets, by name; only if there are any.")]
    IReadOnlyDictionary<string, FacetBody>? Facets = null,
    [property: Description("Where the hits were cut off; only with cutoff=auto.")] CutoffBody? Cutoff = null,
    [property: Description("How much was searched; only with partial=allow, and only if the time was out before the end.")]
    PartialBody? Partial = null);

[Description("A search result: an image.")]
internal sealed record HitBody(
    [property: Description("The image's id, which its bytes determine.")] Guid Id,
    [property: Description("The cosine of query and image, in [-1, 1]; not a percentage.")] float Score,
    [property: Description("The first of its names.")] string Name,
    [property: Description("All names (paths) it was added under.")] IReadOnlyList<string> Names,
    [property: Description("Its caption, if it has one.")] string? Caption,
    [property: Description("Its fields: an object of texts, numbers and booleans."), FreeForm] IReadOnlyDictionary<string, JsonElement> Fields,
    [property: Description("Its width in pixels.")] int Width,
    [property: Description("Its height in pixels.")] int Height,
    [property: Description("The URL of its bytes, relative to the server's root.")] string ImageUrl,
    [property: Description("The URL of its thumbnail (WebP, longest side at most 512 pixels).")] string ThumbnailUrl,
    [property: Description(ThumbHashes.Description)] byte[]? ThumbHash = null,
    [property: Description("The near-duplicates that collapse folded into this hit, by descending score; only if there are any.")]
    IReadOnlyList<Guid>? Folded = null,
    [property: Description("The probability that the best hit of an unrelated text stands out as much; only with cutoff=auto, if it is known.")]
    double? Chance = null);

internal sealed record TimingsBody(
    [property: Description("The whole request.")] double Total,
    [property: Description("Embedding the text: cache, queue and inference.")] double Encode,
    [property: Description("Searching the vector store.")] double Search);

[Description("Where the hits were cut off.")]
internal sealed record CutoffBody(
    [property: Description("The highest chance that the best hit may have.")] double MaxChance,
    [property: Description("Whether chances are known; if not, nothing was cut off, and note says why.")] bool Known,
    [property: Description("Whether no image matches better than chance.")] bool Nothing,
    [property: Description("The lowest score that was kept; null if there is none.")] double? MinScore,
    [property: Description("A sentence for people, if nothing matches or nothing was cut off; null otherwise.")] string? Note);

[Description("How much of a collection was searched before the time was out.")]
internal sealed record PartialBody(
    [property: Description("How many images were looked at.")] long Searched,
    [property: Description("How many images there are, with or without the filter.")] long Total,
    [property: Description("No image that was not looked at has a higher score, so no better hit than that is missing.")] float CompleteDownTo,
    [property: Description("A sentence for people.")] string Note);

[Description("How often a field has which value among the hits.")]
internal sealed record FacetBody(
    [property: Description("The 20 most frequent values, by descending count.")] IReadOnlyList<FacetValueBody> Values,
    [property: Description("How many hits have another value.")] int Others,
    [property: Description("How many hits do not have the field.")] int Missing);

internal sealed record FacetValueBody(
    [property: Description("The value: a text, a number or a boolean.")] JsonElement Value,
    [property: Description("How many hits have it.")] int Count);
