namespace Txt2Image.Storage.Vectors;

/// <summary>
/// What a point's fields must satisfy. A field that is absent satisfies none of <see cref="Equal"/>, <see cref="In"/>, <see cref="Range"/> and
/// <see cref="Exists"/>. Integers and numbers compare by value with each other; other types only with their own.
/// </summary>
public abstract record Filter
{
    private Filter()
    {
    }

    /// <summary>The field has this value.</summary>
    public sealed record Equal(string Field, FieldValue Value) : Filter;

    /// <summary>The field has one of these values.</summary>
    public sealed record In(string Field, IReadOnlyList<FieldValue> Values) : Filter;

    /// <summary>The field is numeric and within the bounds that are given (null: open), both ends included.</summary>
    public sealed record Range(string Field, double? Min, double? Max) : Filter;

    /// <summary>The field has a value.</summary>
    public sealed record Exists(string Field) : Filter;

    /// <summary>All hold; with no operand, true.</summary>
    public sealed record And(IReadOnlyList<Filter> Operands) : Filter;

    /// <summary>One holds; with no operand, false.</summary>
    public sealed record Or(IReadOnlyList<Filter> Operands) : Filter;

    /// <summary>The operand does not hold.</summary>
    public sealed record Not(Filter Operand) : Filter;
}
