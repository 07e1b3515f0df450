using System.Collections.Immutable;
using System.Globalization;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching.Arranging;

namespace Txt2Image.Api.Search;

/// <summary>Reads what is done with the best hits before a page is returned.</summary>
internal static class RefinementReader
{
    /// <summary>How many hits are arranged unless a search says otherwise, or asks for more.</summary>
    public const int DefaultWithin = 100;

    /// <summary>Its parameters.</summary>
    public static readonly string[] Names = ["sort", "collapse", "diversity", "facets", "within"];

    private static readonly Dictionary<string, HitOrder> Orders = new(StringComparer.Ordinal)
    {
        ["score"] = HitOrder.Score,
        ["taken"] = HitOrder.Taken,
        ["name"] = HitOrder.Name,
    };

    /// <summary>Reads it; null if the hits are to stay as they are.</summary>
    public static Refinement? Read<TParameters>(TParameters parameters, int k)
        where TParameters : struct, IParameters
    {
        var within = parameters.Whole("within", 1, SearchQuestion.MaxK);
        var order = ReadOrder(parameters.Text("sort"));
        var collapse = parameters.Number("collapse", 0, 1);
        var diversity = parameters.Number("diversity", 0, 1);
        var facets = ReadFacets(parameters.List("facets"));
        if (diversity is not null && order != HitOrder.Score)
        {
            throw Wrong.Invalid("diversity and sort both decide the order of the hits: send one of them.");
        }

        // Most searches ask for nothing, and are a hot path.
        return order == HitOrder.Score && collapse is null && diversity is null && facets.IsEmpty ? null : new Refinement
        {
            Within = within ?? Math.Max(DefaultWithin, k),
            Order = order,
            Collapse = collapse,
            Diversity = diversity,
            Facets = facets,
        };
    }

    /// <summary>Checks that a page lies within the hits that are arranged.</summary>
    public static void Check(Refinement? refinement, int k, int offset)
    {
        if (refinement is not null && offset + k > refinement.Within)
        {
            throw Wrong.Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"k + offset must be at most {refinement.Within}, not {k} + {offset}: sort, collapse, diversity and facets work on the best "
                + $"{refinement.Within} hits. Send within, at most {SearchQuestion.MaxK}, for more."));
        }
    }

    private static HitOrder ReadOrder(string? text) =>
        text is null ? HitOrder.Score
        : Orders.TryGetValue(text, out var order) ? order
        : throw Wrong.Invalid(
            $"sort must be {string.Join(", ", Orders.Keys)}, not '{Wrong.Short(text)}': did you mean '{Nearest.To(text, Orders.Keys)}'?");

    private static ImmutableArray<string> ReadFacets(IReadOnlyList<string> fields)
    {
        if (fields.Count == 0)
        {
            return [];
        }

        if (fields.Count > FacetCounter.MostFields)
        {
            throw Wrong.Invalid($"facets can have at most {FacetCounter.MostFields} fields.");
        }

        return fields.All(field => field.Length > 0)
            ? [.. fields.Distinct(StringComparer.Ordinal)]
            : throw Wrong.Invalid("facets must be the names of fields, separated by commas, such as facets=tag,year.");
    }
}
