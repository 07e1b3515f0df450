namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>Tests whether a payload passes a filter.</summary>
internal static class FilterMatch
{
    private const double TwoTo63 = 9223372036854775808.0;

    public static bool Matches(Filter filter, Payload payload) => filter switch
    {
        Filter.Equal equal => DerivedFields.Find(payload, equal.Field) is { } value && Same(value, equal.Value),
        Filter.In among => DerivedFields.Find(payload, among.Field) is { } value && among.Values.Any(other => Same(value, other)),
        Filter.Range range => DerivedFields.Find(payload, range.Field) is { } value && Within(value, range),
        Filter.Exists exists => DerivedFields.Find(payload, exists.Field) is not null,
        Filter.And and => and.Operands.All(operand => Matches(operand, payload)),
        Filter.Or or => or.Operands.Any(operand => Matches(operand, payload)),
        Filter.Not not => !Matches(not.Operand, payload),
        _ => throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter)),
    };

    private static bool Same(FieldValue value, FieldValue other) => (value, other) switch
    {
        (FieldValue.Integer whole, FieldValue.Number number) => Same(whole.Value, number.Value),
        (FieldValue.Number number, FieldValue.Integer whole) => Same(whole.Value, number.Value),
        (FieldValue.Number first, FieldValue.Number second) => first.Value == second.Value,
        _ => value == other,
    };

    // Compare by value, not by conversion: above 2^53 several integers map to the same double.
    private static bool Same(long whole, double number) => AtLeast(whole, number) && AtMost(whole, number);

    private static bool Within(FieldValue value, Filter.Range range) => value switch
    {
        FieldValue.Integer whole => (range.Min is not { } min || AtLeast(whole.Value, min)) && (range.Max is not { } max || AtMost(whole.Value, max)),
        FieldValue.Number number => (range.Min is not { } min || number.Value >= min) && (range.Max is not { } max || number.Value <= max),
        _ => false,
    };

    private static bool AtLeast(long whole, double bound) => bound < -TwoTo63 || (bound < TwoTo63 && whole >= (long)Math.Ceiling(bound));

    private static bool AtMost(long whole, double bound) => bound >= TwoTo63 || (bound >= -TwoTo63 && whole <= (long)Math.Floor(bound));
}
