using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Explains a search without hits: a range over a field that has no number in the whole collection finds nothing, whatever its bounds, and without a
/// word people would believe that nothing is in the range. It costs small searches, and only when there are no hits.
/// </summary>
internal static class RangeCheck
{
    /// <summary>Ranges that are checked; a filter has at most <see cref="FilterJson.MostConditions"/>.</summary>
    private const int MostFields = 4;

    /// <summary>Checks the ranges of a filter that found nothing.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="hasAny">Whether an image of the collection passes a filter; null passes all.</param>
    /// <exception cref="Txt2ImageException">InvalidRequest: the detail says which field has no number, and what to do.</exception>
    public static async Task RunAsync(Filter filter, Func<Filter?, Task<bool>> hasAny)
    {
        foreach (var field in Fields(filter).Distinct(StringComparer.Ordinal).Take(MostFields))
        {
            if (await hasAny(new Filter.Range(field, null, null)))
            {
                continue;
            }

            if (await hasAny(new Filter.Exists(field)))
            {
                throw Refused(field, "it has only texts, true or false. Compare it with '=' or 'in'. If the texts are dates, run the import that "
                    + "added them again: 'txt2image ingest' stores a date such as 2024-05-31 as a time");
            }

            if (await hasAny(null))
            {
                throw Refused(field, "no image has this field. Check its name; 'width', 'height' and 'bytes' exist for every image, 'taken' for "
                    + "photographs with EXIF data");
            }
        }
    }

    private static IEnumerable<string> Fields(Filter filter) => filter switch
    {
        Filter.Range range => [range.Field],
        Filter.And and => and.Operands.SelectMany(Fields),
        Filter.Or or => or.Operands.SelectMany(Fields),
        // A 'not' is true where there is no number, so it is no reason for finding nothing.
        _ => [],
    };

    private static Txt2ImageException Refused(string field, string reason)
    {
        var shown = field.Length > 60 ? string.Concat(field.AsSpan(0, 60), "…") : field;
        return new(ErrorCode.InvalidRequest, $"The filter has a range over '{shown}', which has no number or date in this collection: {reason}.");
    }
}
