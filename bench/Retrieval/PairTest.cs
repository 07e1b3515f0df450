using Txt2Image.Client;

namespace Txt2Image.Bench.Retrieval;

/// <summary>
/// Mirrored pairs: two scenes A and B of the same things, with two colours or a relation swapped. Each pair gives two comparisons: caption A must
/// score picture A above picture B, and caption B picture B above picture A. Pairwise accuracy is the share of comparisons that are right (chance:
/// .50); the share of pairs with both right is reported too (chance: .25). An equal score counts as wrong.
/// </summary>
internal static class PairTest
{
    private const double Target = .80;

    public static async Task<IReadOnlyList<Category>> RunAsync(Txt2ImageClient client)
    {
        var pairs = Questions.Pairs();
        var collection = $"bench-pairs-{Guid.NewGuid():N}"[..24];
        await client.CreateCollectionAsync(collection);
        try
        {
            await client.AddAsync(
                collection, [.. pairs.SelectMany(pair => new[] { pair.AFile, pair.BFile }).Select(file => (file, Questions.PathOf(file)))]);
            var a = await client.AskAsync(collection, 2 * pairs.Count, [.. pairs.Select(pair => pair.ACaption)]);
            var b = await client.AskAsync(collection, 2 * pairs.Count, [.. pairs.Select(pair => pair.BCaption)]);
            var results =
                pairs.Select((pair, i) => new Result(pair.Kind, Above(a[i], pair.AFile, pair.BFile), Above(b[i], pair.BFile, pair.AFile))).ToList();
            return
            [
                new("mirrored pairs", results.Count, "pairwise accuracy", Right(results), Target),
                .. results.GroupBy(result => result.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
                    .Select(kind => new Category($"mirrored pairs, {kind.Key}", kind.Count(), "pairwise accuracy", Right([.. kind]))),
                new("mirrored pairs", results.Count, "both right", results.Average(result => result is { A: true, B: true } ? 1 : 0)),
            ];
        }
        finally
        {
            await client.DeleteCollectionAsync(collection);
        }
    }

    private static double Right(List<Result> results) => results.Average(result => ((result.A ? 1 : 0) + (result.B ? 1 : 0)) / 2.0);

    private static bool Above(IReadOnlyList<Hit> hits, string right, string wrong) =>
        hits.First(hit => hit.Name == right).Score > hits.First(hit => hit.Name == wrong).Score;

    private sealed record Result(string Kind, bool A, bool B);
}
