using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Converts a filter to Qdrant's form, for points written by <see cref="PointPayload"/>. No part of it is empty, because servers treat empty parts
/// differently. Ranges compare doubles, so beyond 2^53 integers next to a bound may pass.
/// </summary>
/// <param name="hasOneLayout">Whether no point was written by an earlier version.</param>
internal sealed class FilterMessage(bool hasOneLayout)
{
    private static readonly (string Key, string Earlier) Terms = (PointPayload.Terms, PointPayload.EarlierTerms);

    public Wire.Filter Of(Filter filter) => filter switch
    {
        Filter.And { Operands.Count: > 0 } and => Must(and.Operands.Select(Condition)),
        Filter.And => Not(Nothing()),
        Filter.Or { Operands.Count: > 0 } or => Values.Should(or.Operands.Select(Condition)),
        Filter.Or or Filter.In { Values.Count: 0 } => Must([Nothing()]),
        Filter.Not not => Not(Condition(not.Operand)),
        Filter.Equal equal => Must([Term(FieldTerms.Equal(equal.Field, equal.Value))]),
        Filter.In among => Must([AnyTerm([.. among.Values.Select(value => FieldTerms.Equal(among.Field, value))])]),
        Filter.Exists exists => Must([Term(FieldTerms.Exists(exists.Field))]),
        Filter.Range range => Must([Range(range)]),
        _ => throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter)),
    };

    private Wire.Condition Condition(Filter filter) => new() { Filter = Of(filter) };

    private Wire.Condition Range(Filter.Range range)
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
            ? Either(PointPayload.NumberKeys(range.Field), key => new() { Field = new Wire.FieldCondition { Key = key, Range = bounds } })
            : Term(FieldTerms.IsNumber(range.Field));
    }

    private static Wire.Condition Nothing() => Values.Keyword(PointPayload.Terms, FieldTerms.MatchesNothing);

    private Wire.Condition Term(string word) => Either(Terms, key => Values.Keyword(key, word));

    private Wire.Condition AnyTerm(IReadOnlyList<string> words) => Either(Terms, key => Values.AnyKeyword(key, words));

    private Wire.Condition Either((string Key, string Earlier) keys, Func<string, Wire.Condition> condition) => hasOneLayout
        ? condition(keys.Key)
        : new() { Filter = Values.Should(condition(keys.Key), condition(keys.Earlier)) };

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
