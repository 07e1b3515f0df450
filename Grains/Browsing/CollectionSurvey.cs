using System.Collections.Frozen;
using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Browsing;

/// <summary>What is known about a collection as a whole, or about those of its images that pass a filter.</summary>
/// <param name="Version">The collection's version before it was read.</param>
/// <param name="Counted">How many images were counted.</param>
/// <param name="IsSample">Whether there are more, so that those are a random sample.</param>
/// <param name="Facets">How often fields have which values, for those fields that tell images apart.</param>
/// <param name="Words">The words of captions and of the values of fields, in lower case, and how many images have each; none with a filter.</param>
internal sealed record CollectionSurvey(
    string Version, int Counted, bool IsSample, ImmutableArray<Facet> Facets, FrozenDictionary<string, int> Words)
{
    /// <summary>The memory that it takes, in bytes, as an estimate.</summary>
    public long Bytes() => 500 + (120L * Words.Count) + Facets.Sum(facet => 200 + facet.Values.Sum(value => 80 + (2L * value.Json.Length)));
}
