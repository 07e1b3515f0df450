using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Converts a filter to Qdrant's form, for points written by <see cref="PointPayload"/>. No part of it is empty, because servers treat empty parts
/// differently. Ranges compare doubles, so beyond 2^53 integers next to a bound may pass.
/// </summary>
internal static class FilterMessage
{
    public static Wire.Filter Of(Filter filter) => filter switch
    {
        Filter.And { Operands.Count: > 0 } and => Must(and.Operands.Select(Condition)),
        Filter.And => Not(Nothing()),
        Filter.Or { Operands.Count: > 0 } or => Values.Should(or.Operands.Select(Condition)),
        Filter.Or or Filter.In { Values.Count: 0 } => Must([Nothing()]),
        Filter.Not not => Not(Condition(not.Operand)),
        Filter.Equal equal => Must([Term(FieldTerms.Equal(equal.Field, equal.Value))]),
        Filter.In among => Must([Values.AnyKeyword(PointPayload.Terms, among.Values.Select(value => FieldTerms.Equal(among.Field, value)))]),
        Filter.Exists exists => Must([Term(FieldTerms.Exists(exists.Field))]),
        Filter.Range range => Must([Range(range)]),
        _ => throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter)),
    };

    private static Wire.Condition Condition(Filter filter) => new() { Filter = Of(filter) };

    private static Wire.Condition Range(Filter.Range range)
    {
        if (range.Min is double.PositiveInfinity or double.NaN || range.Max is double.NegativeInfinity or double.NaN)
        {
            return Nothing();
        }

        var bounds = new Wire.Range();
        if (range.Min is { } min and not double.NegativeInfinity)
        {
            bounds.Gte = min;
        }

        if (range.Max is { } max and not double.PositiveInfinity)
        {
            bounds.Lte = max;
        }

        return bounds.HasGte || bounds.HasLte
            ? new() { Field = new Wire.FieldCondition { Key = FieldTerms.NumberKey(range.Field), Range = bounds } }
            : Term(FieldTerms.IsNumber(range.Field));
    }

    private static Wire.Condition Nothing() => Term(FieldTerms.MatchesNothing);

    private static Wire.Condition Term(string word) => Values.Keyword(PointPayload.Terms, word);

    private static Wire.Filter Must(IEnumerable<Wire.Condition> conditions)
    {
        var filter = new Wire.Filter();
        filter.Must.AddRange(conditions);
        return filter;
    }

    private static Wire.Filter Not(Wire.Condition condition)
    {
        var filter = new Wire.Filter();
        filter.MustNot.Add(condition);
        return filter;
    }
}
