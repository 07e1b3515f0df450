using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching.Arranging;

/// <summary>Counts how often fields have which values among hits.</summary>
internal static class FacetCounter
{
    /// <summary>The most fields that are counted for one search.</summary>
    public const int MostFields = 16;

    /// <summary>The most values of a field that are listed.</summary>
    public const int MostValues = 20;

    public static ImmutableArray<Facet> Count(ImmutableArray<SearchHit> hits, ImmutableArray<string> fields)
    {
        if (fields.IsEmpty)
        {
            return [];
        }

        var counts = fields.ToDictionary(field => field, _ => new Dictionary<string, int>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var hit in hits)
        {
            using var json = JsonDocument.Parse(hit.Fields ?? "{}");
            foreach (var field in fields)
            {
                if (ValueOf(hit, json.RootElement, field) is { } value)
                {
                    counts[field][value] = counts[field].GetValueOrDefault(value) + 1;
                }
            }
        }

        return [.. fields.Select(field => Summarize(field, counts[field], hits.Length))];
    }

    private static Facet Summarize(string field, Dictionary<string, int> counts, int hits)
    {
        var listed = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostValues).ToList();
        var counted = counts.Values.Sum();
        return new Facet
        {
            Field = field,
            Values = [.. listed.Select(pair => new FacetValue(pair.Key, pair.Value))],
            Others = counted - listed.Sum(pair => pair.Value),
            Missing = hits - counted,
        };
    }

    /// <summary>
    /// The value as JSON. An image's own field hides its size, as in filters. Of the time when it was taken, it is the year, because hardly two
    /// images share a second.
    /// </summary>
    private static string? ValueOf(SearchHit hit, JsonElement fields, string field) =>
        fields.TryGetProperty(field, out var value) ? field == DerivedFields.Taken && value.ValueKind == JsonValueKind.Number
            ? DerivedFields.YearOf(value.GetDouble())?.ToString(CultureInfo.InvariantCulture)
            : value.GetRawText()
        : field == "width" ? hit.Width.ToString(CultureInfo.InvariantCulture)
        : field == "height" ? hit.Height.ToString(CultureInfo.InvariantCulture)
        : null;
}
