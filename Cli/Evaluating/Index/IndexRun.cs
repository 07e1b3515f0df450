using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>
/// Searches with every query, one after the other, exactly and with each setting. The settings of a query follow each other, so that whatever else
/// the server does slows all of them.
/// </summary>
internal sealed class IndexRun(CliEnvironment environment, Txt2ImageClient client, CollectionInfo collection, int k)
{
    private readonly Random _random = new();
    private string _stage = "";

    /// <param name="queries">The queries.</param>
    /// <param name="filters">The filters besides none.</param>
    /// <param name="efs">The numbers of candidates.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<IReadOnlyList<ScopeTally>> RunAsync(
        IReadOnlyList<IndexQuery> queries, IReadOnlyList<FilterChoice> filters, IReadOnlyList<int> efs, CancellationToken cancellationToken)
    {
        SearchSetting[] settings = [SearchSetting.Exact, SearchSetting.Default, .. efs.Select(ef => new SearchSetting(ef))];
        FilterChoice?[] scopesOf = [null, .. filters];
        List<ScopeTally> scopes = [.. scopesOf.Select(filter => new ScopeTally(filter, [.. settings.Select(one => new SettingTally(one))]))];
        await using var progress = new ProgressLine(environment, () => _stage);
        foreach (var scope in scopes)
        {
            for (var done = 0; done < queries.Count; done++)
            {
                _stage = $"{scope.Name}: {done} of {queries.Count} queries";
                await MeasureAsync(scope, queries[done], cancellationToken);
            }
        }

        return scopes;
    }

    private async Task MeasureAsync(ScopeTally scope, IndexQuery query, CancellationToken cancellationToken)
    {
        var request = new SearchRequest
        {
            Terms = query.Unseen(collection.Dimension, _random),
            Collection = collection.Name,
            K = query.Itself is null ? k : k + 1,
            Filter = scope.Filter?.ToFilter(),
            IsFresh = true,
        };
        IReadOnlyList<Hit>? exact = null;
        foreach (var tally in scope.Settings)
        {
            var answer = await client.SearchAsync(tally.Setting.Apply(request), cancellationToken);
            exact ??= answer.Hits;
            var recall = RecallScore.Of(exact, answer.Hits, k, query.Itself);
            if (double.IsNaN(recall))
            {
                return;
            }

            tally.Recalls.Add(recall);
            if (answer.Cache == "none" && answer.Timings?.TryGetValue("search", out var milliseconds) == true)
            {
                tally.Milliseconds.Add(milliseconds);
            }
            else
            {
                tally.Cached++;
            }
        }
    }
}
