namespace Txt2Image.Storage.Vectors;

/// <summary>
/// A condition on a point's fields. A field that is absent satisfies none of <see cref="Equal"/>, <see cref="In"/>, <see cref="Range"/> and
/// <see cref="Exists"/>. Integers and numbers compare with each other by value; other types only with their own type.
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

    /// <summary>The field is numeric and within the bounds, both inclusive (null: unbounded).</summary>
    public sealed record Range(string Field, double? Min, double? Max) : Filter;

    /// <summary>The field has a value.</summary>
    public sealed record Exists(string Field) : Filter;

    /// <summary>All operands hold; true without operands.</summary>
    public sealed record And(IReadOnlyList<Filter> Operands) : Filter;

    /// <summary>At least one operand holds; false without operands.</summary>
    public sealed record Or(IReadOnlyList<Filter> Operands) : Filter;

    /// <summary>The operand does not hold.</summary>
    public sealed record Not(Filter Operand) : Filter;
}
