namespace Txt2Image.Storage.Vectors;

/// <summary>Compiles a filter to a test of payloads, once for a search over many points.</summary>
public static class FilterMatch
{
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>A test of whether a payload passes the filter. An <c>in</c> costs one lookup, however many values it has.</summary>
    /// <param name="filter">The filter.</param>
    public static Func<Payload, bool> Compile(Filter filter)
    {
        switch (filter)
        {
            case Filter.Equal equal:
                return payload => DerivedFields.Find(payload, equal.Field) is { } value && Same(value, equal.Value);
            case Filter.In among:
                var values = new ValueSet(among.Values);
                return payload => DerivedFields.Find(payload, among.Field) is { } value && values.Contains(value);
            case Filter.Range range:
                return payload => DerivedFields.Find(payload, range.Field) is { } value && Within(value, range);
            case Filter.Exists exists:
                return payload => DerivedFields.Find(payload, exists.Field) is not null;
            case Filter.And and:
                var all = and.Operands.Select(Compile).ToArray();
                return payload => Array.TrueForAll(all, test => test(payload));
            case Filter.Or or:
                var any = or.Operands.Select(Compile).ToArray();
                return payload => Array.Exists(any, test => test(payload));
            case Filter.Not not:
                var operand = Compile(not.Operand);
                return payload => !operand(payload);
            default:
                throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter));
        }
    }

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

    /// <summary>Values to look up by value: a number that is whole equals the integer.</summary>
    private sealed class ValueSet
    {
        private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
        private readonly HashSet<long> _integers = [];
        private readonly HashSet<double> _numbers = [];
        private readonly HashSet<bool> _truths = [];

        public ValueSet(IEnumerable<FieldValue> values)
        {
            foreach (var value in values)
            {
                _ = value switch
                {
                    FieldValue.Text text => _texts.Add(text.Value),
                    FieldValue.Integer integer => _integers.Add(integer.Value),
                    FieldValue.Number number => IsWhole(number.Value, out var whole) ? _integers.Add(whole) : _numbers.Add(number.Value),
                    FieldValue.Truth truth => _truths.Add(truth.Value),
                    _ => throw new ArgumentException($"Unknown value {value.GetType().Name}.", nameof(values)),
                };
            }
        }

        public bool Contains(FieldValue value) => value switch
        {
            FieldValue.Text text => _texts.Contains(text.Value),
            FieldValue.Integer integer => _integers.Contains(integer.Value),
            FieldValue.Number number => IsWhole(number.Value, out var whole) ? _integers.Contains(whole) : _numbers.Contains(number.Value),
            FieldValue.Truth truth => _truths.Contains(truth.Value),
            _ => false,
        };

        private static bool IsWhole(double number, out long whole)
        {
            var isWhole = double.IsInteger(number) && number is >= -TwoTo63 and < TwoTo63;
            whole = isWhole ? (long)number : 0;
            return isWhole;
        }
    }
}
