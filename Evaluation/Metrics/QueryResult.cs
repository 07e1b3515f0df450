using System.Text.Json.Serialization;

namespace Txt2Image.Evaluation.Metrics;

/// <summary>An evaluated query: what was returned, and what is relevant.</summary>
public sealed record QueryResult
{
    /// <summary>The query's place in the file of queries: 0 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>The text of the query, or the name of the image that was searched with.</summary>
    public required string Query { get; init; }

    /// <summary>The id of the image that was searched with; null for a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? QueryId { get; init; }

    /// <summary>The group that the query belongs to in the breakdown; null if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }

    /// <summary>
    /// The returned items, the best first. Measures at K read the first K. One hit more than the largest K shows whether it ties with the K-th.
    /// </summary>
    public required IReadOnlyList<RankedHit> Hits { get; init; }

    /// <summary>
    /// The grades of all relevant items that the collection holds, each above 0, in any order; not only of those returned. Empty if there are none:
    /// such a query cannot be evaluated, and is counted.
    /// </summary>
    public required IReadOnlyList<double> Ideal { get; init; }

    /// <summary>The relevant items that the file of queries names and that the collection does not hold.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Some relevant items of the collection, for the report, which shows three. May be empty; no measure reads it.</summary>
    public IReadOnlyList<WantedItem> Wanted { get; init; } = [];
}
