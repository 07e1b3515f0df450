using System.Collections.Immutable;
using System.Text.Json;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching.Arranging;

/// <summary>Sorts hits by something else than their score. Equal ones stay in the order in which they came.</summary>
internal static class HitSorting
{
    public static ImmutableArray<SearchHit> Sort(ImmutableArray<SearchHit> hits, HitOrder order) => order switch
    {
        HitOrder.Taken => [.. hits.OrderByDescending(hit => TakenOf(hit) ?? double.NegativeInfinity)],
        HitOrder.Name => [.. hits.OrderBy(FirstName, StringComparer.OrdinalIgnoreCase).ThenBy(FirstName, StringComparer.Ordinal)],
        _ => hits,
    };

    private static string FirstName(SearchHit hit) => hit.Names.IsDefaultOrEmpty ? "" : hit.Names[0];

    /// <summary>When the picture was taken, in seconds since 1970. A field that a client sent may also be a date as a text.</summary>
    private static double? TakenOf(SearchHit hit)
    {
        if (hit.Fields is null)
        {
            return null;
        }

        using var fields = JsonDocument.Parse(hit.Fields);
        return !fields.RootElement.TryGetProperty(DerivedFields.Taken, out var taken) ? null
            : taken.ValueKind == JsonValueKind.Number ? taken.GetDouble()
            : taken.ValueKind == JsonValueKind.String ? FilterDate.First(taken.GetString()!)
            : null;
    }
}
