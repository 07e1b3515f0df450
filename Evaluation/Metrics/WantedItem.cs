using System.Text.Json.Serialization;

namespace Txt2Image.Evaluation.Metrics;

/// <summary>A relevant item of the collection, as the report shows it beside what was found.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Name">What people call the item.</param>
public sealed record WantedItem(string Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null);
