namespace Txt2Image.Storage.Vectors;

/// <summary>A typed value of a field: text, integer, number or Boolean.</summary>
public abstract record FieldValue
{
    private FieldValue()
    {
    }

    /// <summary>A text, compared ordinally.</summary>
    public sealed record Text(string Value) : FieldValue;

    /// <summary>A whole number.</summary>
    public sealed record Integer(long Value) : FieldValue;

    /// <summary>A finite number.</summary>
    public sealed record Number(double Value) : FieldValue;

    /// <summary>True or false.</summary>
    public sealed record Truth(bool Value) : FieldValue;
}
