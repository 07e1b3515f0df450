using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary>How well a model tells apart the pairs of a category.</summary>
/// <param name="Name">The category.</param>
/// <param name="Pairwise">The share of captions whose own picture scores higher than the other: .5 by chance.</param>
/// <param name="Both">The share of pairs of whose captions both find their own picture: .25 by chance.</param>
/// <param name="Pairs">Its pairs, the least well told apart first.</param>
internal sealed record CategoryResult(string Name, Interval Pairwise, Interval Both, IReadOnlyList<PairScores> Pairs)
{
    private const int Seed = 1;

    /// <summary>All categories, in the order of their first pairs.</summary>
    public static IReadOnlyList<CategoryResult> Of(IReadOnlyList<PairScores> scores) =>
    [
        .. scores.GroupBy(pair => pair.Pair.Category, StringComparer.Ordinal).Select(category => new CategoryResult(
            category.Key,
            Bootstrap.Of([.. category.Select(pair => pair.Pairwise)], Seed),
            Bootstrap.Of([.. category.Select(pair => pair.Both)], Seed),
            [.. category.OrderBy(pair => pair.Margin)])),
    ];
}
