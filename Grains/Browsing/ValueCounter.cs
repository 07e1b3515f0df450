using System.Collections.Immutable;
using System.Text.Json;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Browsing;

/// <summary>
/// Counts how often images have which values in their fields. Of <see cref="DerivedFields.Taken"/> the year is counted, because hardly two pictures
/// were taken in the same second. Long texts are no labels and are not counted.
/// </summary>
internal sealed class ValueCounter
{
    /// <summary>The most fields that are listed.</summary>
    public const int MostFields = 16;

    /// <summary>The most values of a field that are listed.</summary>
    public const int MostValues = 20;

    /// <summary>The longest text that counts as a label, in characters.</summary>
    private const int LongestLabel = 64;

    private const int MostCountedFields = 256;

    private readonly Dictionary<string, Dictionary<FieldValue, int>> _counts = new(StringComparer.Ordinal);
    private int _images;

    public void Add(Payload payload)
    {
        _images++;
        foreach (var (field, value) in payload.Fields ?? new Dictionary<string, FieldValue>(StringComparer.Ordinal))
        {
            if (LabelOf(field, value) is not { } label || (_counts.Count == MostCountedFields && !_counts.ContainsKey(field)))
            {
                continue;
            }

            if (!_counts.TryGetValue(field, out var values))
            {
                _counts[field] = values = [];
            }

            values[label] = values.GetValueOrDefault(label) + 1;
        }
    }

    /// <summary>
    /// The fields that tell images apart: some images share a value that others do not have. Those that most images have come first.
    /// </summary>
    public ImmutableArray<Facet> Facets() =>
    [
        .. _counts
            .Where(field => field.Value.Values.Any(count => count > 1 && count < _images))
            .OrderByDescending(field => field.Value.Values.Sum())
            .ThenBy(field => field.Key, StringComparer.Ordinal)
            .Take(MostFields)
            .Select(field => Summarize(field.Key, field.Value)),
    ];

    private static FieldValue? LabelOf(string field, FieldValue value) => (field, value) switch
    {
        (DerivedFields.PreviewOnly, _) => null,
        (DerivedFields.Taken, FieldValue.Integer or FieldValue.Number) => YearOf(value),
        (_, FieldValue.Text { Value.Length: 0 or > LongestLabel }) => null,
        _ => value,
    };

    private static FieldValue.Integer? YearOf(FieldValue taken)
    {
        var seconds = taken is FieldValue.Integer integer ? integer.Value : ((FieldValue.Number)taken).Value;
        return DerivedFields.YearOf(seconds) is { } year ? new(year) : null;
    }

    private Facet Summarize(string field, Dictionary<FieldValue, int> counts)
    {
        var listed = counts
            .Select(count => new FacetValue(JsonOf(count.Key), count.Value))
            .OrderByDescending(value => value.Count)
            .ThenBy(value => value.Json, StringComparer.Ordinal)
            .Take(MostValues)
            .ToImmutableArray();
        var counted = counts.Values.Sum();
        return new Facet { Field = field, Values = listed, Others = counted - listed.Sum(value => value.Count), Missing = _images - counted };
    }

    private static string JsonOf(FieldValue value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            FieldsJson.Show(writer, value);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
