using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>Converts fields between the store's types and those of a message.</summary>
internal static class ImageFields
{
    /// <summary>The fields of a message; null stays null.</summary>
    public static ImmutableArray<ImageField>? ToWire(IReadOnlyDictionary<string, FieldValue>? fields) => fields is null
        ? null
        : [.. fields.Select(field => field.Value switch
        {
            FieldValue.Text text => new ImageField(field.Key) { Text = text.Value },
            FieldValue.Integer integer => new ImageField(field.Key) { Integer = integer.Value },
            FieldValue.Number number => new ImageField(field.Key) { Number = number.Value },
            FieldValue.Truth truth => new ImageField(field.Key) { Truth = truth.Value },
            var other => throw new ArgumentException($"Unknown value {other.GetType().Name}.", nameof(fields)),
        })];

    /// <summary>The fields of a point; null stays null.</summary>
    public static IReadOnlyDictionary<string, FieldValue>? ToStored(ImmutableArray<ImageField>? fields) =>
        fields?.ToDictionary(field => field.Name, ValueOf, StringComparer.Ordinal);

    private static FieldValue ValueOf(ImageField field) => field switch
    {
        { Text: { } text } => new FieldValue.Text(text),
        { Integer: { } integer } => new FieldValue.Integer(integer),
        { Number: { } number } => new FieldValue.Number(number),
        _ => new FieldValue.Truth(field.Truth ?? false),
    };
}
