namespace Txt2Image.Storage.Vectors;

/// <summary>
/// Fields that follow from the picture. When it was taken and whether its original is missing are stored among the fields; its size is only found by
/// filters, where no field has the name: it is told of with every point anyway.
/// </summary>
public static class DerivedFields
{
    /// <summary>When the picture was taken, in seconds since 1970 UTC.</summary>
    public const string Taken = "taken";

    /// <summary>True where a preview stands in for an original that is not kept; absent everywhere else.</summary>
    public const string PreviewOnly = "previewOnly";

    private static readonly FieldValue.Truth True = new(true);
    private static readonly string[] Sizes = ["width", "height", "bytes"];

    /// <summary>What a filter compares a field with.</summary>
    internal static FieldValue? Find(Payload payload, string name) => payload.Fields?.GetValueOrDefault(name) ?? name switch
    {
        "width" => new FieldValue.Integer(payload.Width),
        "height" => new FieldValue.Integer(payload.Height),
        "bytes" => new FieldValue.Integer(payload.Bytes),
        _ => null,
    };

    /// <summary>All that filters find, by name.</summary>
    internal static Dictionary<string, FieldValue> All(Payload payload)
    {
        var all = new Dictionary<string, FieldValue>(payload.Fields ?? new Dictionary<string, FieldValue>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var name in Sizes)
        {
            all[name] = Find(payload, name)!;
        }

        return all;
    }

    /// <summary>Whether stored fields say that the original is missing.</summary>
    public static bool IsPreviewOnly(IReadOnlyDictionary<string, FieldValue>? fields) => fields?.GetValueOrDefault(PreviewOnly) == True;

    /// <summary>The fields that a payload is stored with.</summary>
    /// <param name="given">The payload that is written.</param>
    /// <param name="stored">The fields of the same image that are there.</param>
    /// <param name="isStored">Whether the image is there at all.</param>
    internal static IReadOnlyDictionary<string, FieldValue>? Fold(Payload given, IReadOnlyDictionary<string, FieldValue>? stored, bool isStored)
    {
        var fields = new Dictionary<string, FieldValue>(
            given.Fields ?? stored ?? new Dictionary<string, FieldValue>(StringComparer.Ordinal), StringComparer.Ordinal);
        var taken = given.Taken is { } seconds ? new FieldValue.Integer(seconds) : stored?.GetValueOrDefault(Taken);
        if (taken is not null)
        {
            fields.TryAdd(Taken, taken);
        }

        // Once the original was there it stays, whatever came after it.
        if (given.IsPreviewOnly && (!isStored || IsPreviewOnly(stored)))
        {
            fields[PreviewOnly] = True;
        }
        else if (IsPreviewOnly(fields))
        {
            fields.Remove(PreviewOnly);
        }

        return fields.Count == 0 && given.Fields is null && stored is not { Count: > 0 } ? stored : fields;
    }
}
