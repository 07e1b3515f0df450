using System.Text;

namespace Txt2Image.Storage.Vectors;

/// <summary>The rules for storing and merging payloads.</summary>
internal static class PayloadRules
{
    /// <summary>The payload as stored: sorted distinct names, our own copies of collections, text that is valid UTF-8.</summary>
    public static Payload Normalize(Payload payload) => payload with
    {
        Names = [.. payload.Names.Select(WellFormed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Caption = payload.Caption is null ? null : WellFormed(payload.Caption),
        Fields = payload.Fields is null ? null : Normalize(payload.Fields),
    };

    /// <summary>A new point's payload, including the fields derived from the picture.</summary>
    public static Payload Complete(Payload given) =>
        given with
        {
            Fields = DerivedFields.Fold(given, stored: null, isStored: false),
            Taken = null,
            IsPreviewOnly = false,
            IsRawPreview = false,
            IsEdit = false,
            Replaces = null,
        };

    /// <summary>Merges a given payload into a stored one; returns the same object if nothing changes.</summary>
    public static Payload Merge(Payload stored, Payload given)
    {
        if (given.IsEdit)
        {
            return Edit(stored, given);
        }

        var names = stored.Names.Union(given.Names, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var sameCaption = given.Caption is null || given.Caption == stored.Caption;
        var fields = DerivedFields.Fold(given, stored.Fields, isStored: true);
        var sameFields = fields is null || Same(fields, stored.Fields);
        if (names.Length == stored.Names.Count && sameCaption && sameFields)
        {
            return stored;
        }

        return stored with { Names = names, Caption = given.Caption ?? stored.Caption, Fields = sameFields ? stored.Fields : fields };
    }

    /// <summary>The payload without these names; null if no name is left.</summary>
    public static Payload? Without(Payload payload, params IReadOnlyCollection<string> names)
    {
        var left = payload.Names.Except(names, StringComparer.Ordinal).ToArray();
        return left.Length == 0 ? null : payload with { Names = left };
    }

    /// <summary>
    /// Text as stored. A lone surrogate cannot be encoded as UTF-8 and becomes U+FFFD here, as it would in the database, so that memory and disk
    /// agree.
    /// </summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces caption and fields; returns the same object if nothing changes.</summary>
    private static Payload Edit(Payload stored, Payload given)
    {
        var fields = DerivedFields.Keep(given.Fields, stored.Fields);
        var sameFields = fields is null ? stored.Fields is not { Count: > 0 } : Same(fields, stored.Fields);
        return sameFields && given.Caption == stored.Caption
            ? stored
            : stored with { Caption = given.Caption, Fields = sameFields ? stored.Fields : fields };
    }

    private static FieldSet Normalize(IReadOnlyDictionary<string, FieldValue> fields)
    {
        var kept = new FieldSet();
        foreach (var (name, value) in fields)
        {
            kept[WellFormed(name)] = value is FieldValue.Text text ? new FieldValue.Text(WellFormed(text.Value)) : value;
        }

        return kept;
    }

    private static bool Same(IReadOnlyDictionary<string, FieldValue> given, IReadOnlyDictionary<string, FieldValue>? stored) =>
        stored is not null && given.Count == stored.Count
        && given.All(field => stored.TryGetValue(field.Key, out var value) && value == field.Value);
}
