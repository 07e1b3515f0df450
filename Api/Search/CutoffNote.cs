using System.Globalization;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Api.Search;

/// <summary>Says in a sentence why an answer with a cutoff is empty, or was not cut off; null otherwise.</summary>
internal static class CutoffNote
{
    public static string? Of(CutoffResult cutoff, string collection, double maxChance) => cutoff switch
    {
        { State: CutoffState.Learning } =>
            $"Nothing was cut off: the scores of unrelated texts in '{collection}' are being learned. Try again in a few seconds.",
        { State: CutoffState.TooFew } => $"Nothing was cut off: '{collection}' has too few images to know which scores are good.",
        { State: CutoffState.Partial } => $"Nothing was cut off: only a part of '{collection}' was searched, so the best image is not known.",
        { IsNothing: true } => string.Create(
            CultureInfo.InvariantCulture,
            $"Nothing in '{collection}' matches: an unrelated text finds something as good in more than {maxChance:P1} of cases."),
        _ => null,
    };
}
