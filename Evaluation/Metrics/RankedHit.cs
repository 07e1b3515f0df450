using System.Text.Json.Serialization;

namespace Txt2Image.Evaluation.Metrics;

/// <summary>One returned item. Items are in the order of their ranks.</summary>
/// <param name="Id">The item's id. No two hits of a query have the same.</param>
/// <param name="Score">The score that it was ranked by, the highest first; finite. Only ties, the histogram and the thresholds need it.</param>
/// <param name="Grade">
/// How relevant the item is: 0 for not relevant, above 0 for relevant; 1 where relevance has no grades. Finite.
/// </param>
/// <param name="Name">What people call the item: a path, or the text itself if texts are returned.</param>
public sealed record RankedHit(
    string Id,
    double Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Grade,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null);
