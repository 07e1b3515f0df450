using System.Globalization;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Api.Search;

/// <summary>Says in words what an answer has whose time was out.</summary>
internal static class PartialNote
{
    public static string Of(SearchedPart part) => string.Create(
        CultureInfo.InvariantCulture,
        $"The time was out when {part.Searched:N0} of {part.Total:N0} images had been searched: better ones may be missing. Search again for all.");
}
