using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Converts a filter to Qdrant's form, for points written by <see cref="PointPayload"/>. No part of it is empty, because servers treat empty parts
/// differently. A server compares the field's own number only if it is exact there, and else its <see cref="ExactNumber"/>.
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
        var exact = Must([Values.Keyword(PointPayload.Terms, FieldTerms.IsExact(range.Field))]);
        if (range.Min is { } min and not double.NegativeInfinity)
        {
            bounds.Gte = min;
            exact.Must.Add(AtLeast(PointPayload.ExactKeys(range.Field), ExactNumber.Of(min)));
        }

        if (range.Max is { } max and not double.PositiveInfinity)
        {
            bounds.Lte = max;
            exact.Must.Add(AtMost(PointPayload.ExactKeys(range.Field), ExactNumber.Of(max)));
        }

        if (!bounds.HasGte && !bounds.HasLte)
        {
            return Term(FieldTerms.IsNumber(range.Field));
        }

        var plain = Not(exact.Must[0]);
        plain.Must.Add(Either(PointPayload.NumberKeys(range.Field), key => Within(key, bounds)));
        return Any(new Wire.Condition { Filter = plain }, new Wire.Condition { Filter = exact });
    }

    private static Wire.Condition AtLeast((string High, string Low) keys, ExactNumber bound)
    {
        var atHigh = Must([Within(keys.High, new() { Gte = bound.High }), Within(keys.Low, new() { Gte = bound.Low })]);
        return Any(Within(keys.High, new() { Gt = bound.High }), new() { Filter = atHigh });
    }

    private static Wire.Condition AtMost((string High, string Low) keys, ExactNumber bound)
    {
        var atHigh = Must([Within(keys.High, new() { Lte = bound.High }), Within(keys.Low, new() { Lte = bound.Low })]);
        return Any(Within(keys.High, new() { Lt = bound.High }), new() { Filter = atHigh });
    }

    private static Wire.Condition Within(string key, Wire.Range bounds) => new() { Field = new Wire.FieldCondition { Key = key, Range = bounds } };

    private static Wire.Condition Any(params IEnumerable<Wire.Condition> conditions) => new() { Filter = Values.Should(conditions) };

    private static Wire.Condition Nothing() => Values.Keyword(PointPayload.Terms, FieldTerms.MatchesNothing);

    private Wire.Condition Term(string word) => Either(Terms, key => Values.Keyword(key, word));

    private Wire.Condition AnyTerm(IReadOnlyList<string> words) => Either(Terms, key => Values.AnyKeyword(key, words));

    private Wire.Condition Either((string Key, string Earlier) keys, Func<string, Wire.Condition> condition) => hasOneLayout
        ? condition(keys.Key)
        : Any(condition(keys.Key), condition(keys.Earlier));

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
