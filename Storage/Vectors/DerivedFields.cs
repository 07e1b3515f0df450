namespace Txt2Image.Storage.Vectors;

/// <summary>
/// Fields that are derived from the picture. When it was taken, whether its original is missing and whether it is a RAW file's preview are stored as
/// fields. Its size is only visible to filters, unless a field has the same name, because every point already reports it.
/// </summary>
public static class DerivedFields
{
    /// <summary>When the picture was taken, in seconds since 1970 UTC.</summary>
    public const string Taken = "taken";

    /// <summary>True if a preview replaces an original that is not stored; absent otherwise.</summary>
    public const string PreviewOnly = "previewOnly";

    /// <summary>True if the picture is the JPEG that a camera put into its RAW file; absent otherwise.</summary>
    public const string RawPreview = "rawPreview";

    private static readonly FieldValue.Truth True = new(true);
    private static readonly string[] Sizes = ["width", "height", "bytes"];

    /// <summary>The field's value for filters.</summary>
    internal static FieldValue? Find(Payload payload, string name) => payload.Fields?.GetValueOrDefault(name) ?? name switch
    {
        "width" => new FieldValue.Integer(payload.Width),
        "height" => new FieldValue.Integer(payload.Height),
        "bytes" => new FieldValue.Integer(payload.Bytes),
        _ => null,
    };

    /// <summary>All fields visible to filters, by name.</summary>
    internal static Dictionary<string, FieldValue> All(Payload payload)
    {
        var all =
            new Dictionary<string, FieldValue>(payload.Fields ?? new Dictionary<string, FieldValue>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var name in Sizes)
        {
            all[name] = Find(payload, name)!;
        }

        return all;
    }

    /// <summary>Whether a field's value may come from the picture.</summary>
    internal static bool IsSize(string name) => Sizes.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether a field is one that the picture brings, of which an image may have more than it is given.</summary>
    public static bool IsDerived(string name) => name is Taken or PreviewOnly or RawPreview;

    /// <summary>Whether stored fields say that the original is missing.</summary>
    public static bool IsPreviewOnly(IReadOnlyDictionary<string, FieldValue>? fields) => IsMarked(fields, PreviewOnly);

    /// <summary>Whether stored fields say that the picture is the JPEG in a RAW file.</summary>
    public static bool IsRawPreview(IReadOnlyDictionary<string, FieldValue>? fields) => IsMarked(fields, RawPreview);

    /// <summary>Fields in the place of stored ones, which still say what the picture is; null if there are none.</summary>
    internal static FieldSet? Keep(IReadOnlyDictionary<string, FieldValue>? given, IReadOnlyDictionary<string, FieldValue>? stored)
    {
        var fields = given is null ? [] : new FieldSet(given);
        Mark(fields, PreviewOnly, IsPreviewOnly(stored));
        Mark(fields, RawPreview, IsRawPreview(stored));
        return fields.Count == 0 ? null : fields;
    }

    /// <summary>The year (UTC) of a time in seconds since 1970; null if it is not from 1 to 9999.</summary>
    public static int? YearOf(double seconds)
    {
        var (first, last) = (DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return seconds >= first && seconds <= last ? DateTimeOffset.FromUnixTimeSeconds((long)Math.Floor(seconds)).Year : null;
    }

    /// <summary>The number in the field <see cref="Taken"/>; null if there is none.</summary>
    internal static double? TakenIn(IReadOnlyDictionary<string, FieldValue>? fields) => fields?.GetValueOrDefault(Taken) switch
    {
        FieldValue.Integer integer => integer.Value,
        FieldValue.Number number => number.Value,
        _ => null,
    };

    /// <summary>The fields to store with a payload.</summary>
    /// <param name="given">The new payload.</param>
    /// <param name="stored">The stored fields of the same image.</param>
    /// <param name="isStored">Whether the image is stored.</param>
    internal static IReadOnlyDictionary<string, FieldValue>? Fold(Payload given, IReadOnlyDictionary<string, FieldValue>? stored, bool isStored)
    {
        var fields = (given.Fields ?? stored) is { } written ? new FieldSet(written) : [];
        var taken = given.Taken is { } seconds ? new FieldValue.Integer(seconds) : stored?.GetValueOrDefault(Taken);
        if (taken is not null)
        {
            fields.TryAdd(Taken, taken);
        }

        // An original that was stored stays, even if a preview is written later. A file that is RAW stays so.
        Mark(fields, PreviewOnly, given.IsPreviewOnly && (!isStored || IsPreviewOnly(stored)));
        Mark(fields, RawPreview, given.IsRawPreview || IsRawPreview(stored));
        return fields.Count == 0 && given.Fields is null && stored is not { Count: > 0 } ? stored : fields;
    }

    private static bool IsMarked(IReadOnlyDictionary<string, FieldValue>? fields, string name) => fields?.GetValueOrDefault(name) == True;

    /// <summary>Sets or removes a mark; a field of that name with another value is the user's own.</summary>
    private static void Mark(FieldSet fields, string name, bool isSet)
    {
        if (isSet)
        {
            fields[name] = True;
        }
        else if (IsMarked(fields, name))
        {
            fields.Remove(name);
        }
    }
}
