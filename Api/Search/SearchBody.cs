using System.ComponentModel;
using System.Text.Json;

namespace Txt2Image.Api.Search;

/// <summary>A search in JSON, for the reference. <see cref="SearchQuestion"/> reads it.</summary>
internal sealed record SearchBody(
    [property: Description("The text to search for: 1 to 1,000 characters.")] string Q,
    [property: Description("How many hits: 1 to 1,000."), DefaultValue(SearchQuestion.DefaultK)] int? K,
    [property: Description("How many hits to skip; k + offset is at most 1,000."), DefaultValue(0)] int? Offset,
    [property: Description("The lowest score that a hit may have: -1 to 1.")] double? MinScore,
    [property: Description("The collection to search, by name or alias; default: the server's default collection.")] string? Collection,
    [property: Description("A filter that hits must satisfy: {field, eq | in | range | exists}, combined with and, or, not.")] JsonElement? Filter);
