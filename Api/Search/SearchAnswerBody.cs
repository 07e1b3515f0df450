using System.ComponentModel;
using System.Text.Json;
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
    [property: Description("How many hits were skipped.")] int Offset,
    [property: Description("The hits, by descending score, then by id.")] IReadOnlyList<HitBody> Hits,
    [property: Description("The duration of each stage in milliseconds, to hundredths.")] TimingsBody Timings);

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
    [property: Description("The URL of its thumbnail (WebP, longest side at most 512 pixels).")] string ThumbnailUrl);

internal sealed record TimingsBody(
    [property: Description("The whole request.")] double Total,
    [property: Description("Embedding the text: cache, queue and inference.")] double Encode,
    [property: Description("Searching the vector store.")] double Search);
