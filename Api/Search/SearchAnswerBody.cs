using System.ComponentModel;
using System.Text.Json;

namespace Txt2Image.Api.Search;

/// <summary>The shape of an answer, for the reference; <see cref="SearchAnswerWriter"/> writes it.</summary>
[Description("The images nearest to a question.")]
internal sealed record SearchAnswerBody(
    [property: Description("The question as it was sent.")] string Query,
    [property: Description("The collection that was searched.")] string Collection,
    [property: Description("The model that embedded question and images.")] string Model,
    [property: Description("The collection's version that the answer was found under.")] string Version,
    [property: Description("Which cache answered: none, memory or distributed.")] string Cache,
    [property: Description("Whether the question was longer than the model reads, so that its end was cut off.")] bool Truncated,
    [property: Description("Words of the question that the model has never seen, for models that list what they know.")]
    IReadOnlyList<string> UnknownWords,
    [property: Description("How many hits were asked for.")] int K,
    [property: Description("How many hits were passed over.")] int Offset,
    [property: Description("The hits: score descending, then id.")] IReadOnlyList<HitBody> Hits,
    [property: Description("Milliseconds of each stage, to hundredths.")] TimingsBody Timings);

[Description("An image found.")]
internal sealed record HitBody(
    [property: Description("The image's id, which its bytes determine.")] Guid Id,
    [property: Description("The cosine of question and image, in [-1, 1]: no percentage.")] float Score,
    [property: Description("The first of its names.")] string Name,
    [property: Description("All names (paths) it was added under.")] IReadOnlyList<string> Names,
    [property: Description("Its caption, if it has one.")] string? Caption,
    [property: Description("Its fields: an object of texts, numbers and truths.")] IReadOnlyDictionary<string, JsonElement> Fields,
    [property: Description("Pixels across.")] int Width,
    [property: Description("Pixels down.")] int Height,
    [property: Description("Where its bytes are, relative to the server's root.")] string ImageUrl,
    [property: Description("Where its thumbnail is (WebP, at most 512 pixels a side).")] string ThumbnailUrl);

internal sealed record TimingsBody(
    [property: Description("The whole request.")] double Total,
    [property: Description("Turning the question into an embedding: cache, queue and inference.")] double Encode,
    [property: Description("Searching the vector store.")] double Search);
