using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>What a request to a query's grain must satisfy, whoever sends it.</summary>
internal static class RequestRules
{
    /// <param name="request">The request.</param>
    /// <param name="isOfTexts">Whether all terms of its query are texts.</param>
    /// <exception cref="Txt2ImageException">InvalidRequest.</exception>
    public static void Check(SearchRequest request, bool isOfTexts)
    {
        if (request.MaxChance is { } chance && (!isOfTexts || chance is not (> 0 and <= 1)))
        {
            throw new Txt2ImageException(
                ErrorCode.InvalidRequest, "Hits can be cut off by chance only for texts, with a chance above 0 and at most 1.");
        }

        if (request.K < 1 || request.Offset < 0 || request.Offset > HitSteps.Most - request.K)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"offset must be 0 or more, k 1 or more, and offset + k at most {HitSteps.Most}.");
        }

        if (request.Ef is < 0 or > StorageLimits.MaxEf)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"ef must be 0 to {StorageLimits.MaxEf}.");
        }

        if (request.After is { Rank: < 0 or > HitSteps.Most } || request.Refinement is { Within: < 1 or > HitSteps.Most })
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"A page begins after at most {HitSteps.Most} hits, as many as can be arranged.");
        }
    }
}
