namespace Txt2Image.Storage.Vectors;

/// <summary>
/// The fields of a stored point. They do not change once the point is published, so their JSON for clients is written once, and all answers share
/// it.
/// </summary>
internal sealed class FieldSet : Dictionary<string, FieldValue>
{
    private string? _shown;

    public FieldSet()
        : base(StringComparer.Ordinal)
    {
    }

    public FieldSet(IEnumerable<KeyValuePair<string, FieldValue>> fields)
        : base(fields, StringComparer.Ordinal)
    {
    }

    /// <summary>The fields as <see cref="FieldsJson.Show(IReadOnlyDictionary{string, FieldValue}?)"/> writes them.</summary>
    public string Shown => _shown ??= FieldsJson.WriteShown(this);
}
