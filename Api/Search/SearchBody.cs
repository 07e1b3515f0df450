using System.ComponentModel;
using System.Text.Json;

namespace Txt2Image.Api.Search;

/// <summary>The shape of a question in JSON, for the reference; <see cref="SearchQuestion"/> reads it.</summary>
internal sealed record SearchBody(
    [property: Description("The text to search for: 1 to 1,000 characters.")] string Q,
    [property: Description("How many hits: 1 to 1,000."), DefaultValue(SearchQuestion.DefaultK)] int? K,
    [property: Description("How many hits to pass over; k + offset is at most 1,000."), DefaultValue(0)] int? Offset,
    [property: Description("The lowest cosine a hit may have: -1 to 1.")] double? MinScore,
    [property: Description("The collection to search; the server's default collection if left out.")] string? Collection,
    [property: Description("What hits must satisfy: {field, eq | in | range | exists}, joined by and, or, not.")] JsonElement? Filter);
