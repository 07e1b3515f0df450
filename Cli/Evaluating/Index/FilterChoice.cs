using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>A filter that about a certain share of a collection's images pass: a field has one of some values.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">Its values, most frequent first.</param>
/// <param name="Share">The share of the counted images that pass.</param>
internal sealed record FilterChoice(string Field, IReadOnlyList<JsonElement> Values, double Share)
{
    /// <summary>The shares that are looked for.</summary>
    private static readonly double[] Targets = [.5, .1, .01];

    /// <summary>A share may be this much too large or too small, as a factor.</summary>
    private const double Tolerance = 1.7;

    /// <summary>For each target the filter that comes nearest to it, if one comes near.</summary>
    public static IReadOnlyList<FilterChoice> Choose(CollectionFacets counted)
    {
        // Of the field taken the counted values are years, and its own are seconds.
        var candidates = counted.Facets.Where(facet => facet.Key != "taken")
            .SelectMany(facet => Runs(facet.Key, facet.Value, counted.Counted)).ToList();
        return
        [
            .. from target in Targets
               let nearest = candidates.OrderBy(choice => Distance(choice, target)).ThenBy(choice => choice.Values.Count)
                   .ThenBy(choice => choice.Field, StringComparer.Ordinal).FirstOrDefault()
               where nearest is not null && Distance(nearest, target) <= Math.Log(Tolerance)
               select nearest,
        ];
    }

    public SearchFilter ToFilter() => SearchFilter.In(Field, Values.Select(value => JsonNode.Parse(value.GetRawText())!));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Share:0.#%} ({Field}, {Values.Count} of its values)");

    /// <summary>Every run of values that follow each other in the order of their counts.</summary>
    private static IEnumerable<FilterChoice> Runs(string field, Facet facet, int counted)
    {
        for (var first = 0; first < facet.Values.Count; first++)
        {
            var passing = 0;
            for (var last = first; last < facet.Values.Count; last++)
            {
                passing += facet.Values[last].Count;
                yield return new FilterChoice(
                    field, [.. facet.Values.Skip(first).Take(last - first + 1).Select(one => one.Value)], (double)passing / counted);
            }
        }
    }

    private static double Distance(FilterChoice choice, double target) => Math.Abs(Math.Log(choice.Share / target));
}
