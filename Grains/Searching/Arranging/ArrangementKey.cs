using System.Globalization;
using System.Text.Json;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching.Arranging;

/// <summary>What an arrangement of hits depends on besides the hits, as a string: equal arrangements have equal keys.</summary>
internal static class ArrangementKey
{
    /// <param name="refinement">The refinement.</param>
    /// <param name="floor">The lowest score of a hit, or null.</param>
    public static string Of(Refinement refinement, double? floor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{refinement.Within} {floor:R} {refinement.Order} {refinement.Collapse:R} {refinement.Diversity:R} "
        + $"{JsonSerializer.Serialize(refinement.Facets)}");
}
