using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Client;

/// <summary>
/// The weighted terms of a query, in canonical form: equal terms are one, in one order, and a single term has the weight 1 or -1. In a key they are a
/// <c>+</c> (the answer includes the examples) or <c>-</c>, and for each term its weight, its kind and its content with its length:
/// <c>-2t6:rabbit-1t4:snow</c>.
/// </summary>
/// <param name="Terms">1 or more.</param>
/// <param name="WithExamples">Whether the answer includes the stored images that are terms.</param>
internal sealed record QueryTerms(ImmutableArray<QueryTerm> Terms, bool WithExamples)
{
    /// <summary>What remains of weights that cancel each other out, such as 0.1 + 0.2 - 0.3, relative to their size.</summary>
    private const double Rounding = 1e-9;

    private static readonly System.Buffers.SearchValues<char> Kinds = System.Buffers.SearchValues.Create("istv");

    /// <summary>The ids that the answer leaves out.</summary>
    public ImmutableArray<Guid> LeftOut { get; } = WithExamples
        ? []
        : [.. Terms.Where(term => term.Kind == TermKind.Stored).Select(term => ExampleImage.Parse(term.Content).Image).Distinct()];

    /// <summary>Brings terms into canonical form.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: the terms cancel each other out.</exception>
    public static QueryTerms Of(IEnumerable<QueryTerm> terms, bool withExamples)
    {
        List<QueryTerm> merged =
        [
            .. from term in terms
               group term by (term.Kind, term.Content) into equal
               let weight = equal.Sum(term => term.Weight)
               where Math.Abs(weight) > Rounding * equal.Sum(term => Math.Abs(term.Weight))
               select equal.First() with { Weight = weight },
        ];
        if (merged.Count == 0)
        {
            throw CancelOut();
        }

        if (merged is [var only])
        {
            merged = [only with { Weight = Math.Sign(only.Weight) }];
        }

        var leavesOut = merged.Exists(term => term.Kind == TermKind.Stored) && !withExamples;
        return new([.. merged.OrderBy(term => term.Kind).ThenBy(term => term.Content, StringComparer.Ordinal)], !leavesOut);
    }

    /// <summary>The rejection of terms whose weighted sum has no direction.</summary>
    public static Txt2ImageException CancelOut() => new(
        ErrorCode.InvalidRequest,
        "The terms of the query cancel each other out: their weighted sum is nearly zero. Change a weight, or remove a term.");

    public override string ToString()
    {
        var text = new StringBuilder().Append(WithExamples ? '+' : '-');
        foreach (var term in Terms)
        {
            text.Append(CultureInfo.InvariantCulture, $"{term.Weight:R}{(char)term.Kind}{term.Content.Length}:{term.Content}");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static QueryTerms Parse(ReadOnlySpan<char> text)
    {
        var terms = ImmutableArray.CreateBuilder<QueryTerm>();
        var withExamples = text is ['+', ..];
        if (!withExamples && text is not ['-', ..])
        {
            throw Malformed();
        }

        for (var rest = text[1..]; !rest.IsEmpty;)
        {
            var kind = rest.IndexOfAny(Kinds);
            var colon = rest.IndexOf(':');
            if (kind < 0 || colon < kind
                || !double.TryParse(rest[..kind], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
                || !int.TryParse(rest[(kind + 1)..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > rest.Length - colon - 1)
            {
                throw Malformed();
            }

            terms.Add(new QueryTerm(weight, (TermKind)rest[kind], rest.Slice(colon + 1, length).ToString()));
            rest = rest[(colon + 1 + length)..];
        }

        return terms.Count > 0 ? new(terms.DrainToImmutable(), withExamples) : throw Malformed();
    }

    private static Txt2ImageException Malformed() => new(ErrorCode.InvalidRequest, "The terms in a query's key are malformed.");
}
