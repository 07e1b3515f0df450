using Txt2Image.Cli.Images;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.ImportQdrant;

/// <summary>Imports one page after the other. A page for which the server had no room is imported again; images already added are kept.</summary>
internal sealed class QdrantPages(Txt2ImageClient client, ImportQdrantRequest request, TimeProvider time)
{
    private const int MaxRounds = 5;

    private readonly Txt2ImageClient _bulk = client.With(RetryPolicy.Bulk);

    /// <summary>Imports the page after a point.</summary>
    /// <returns>One outcome for each point, and the point after which the next page begins.</returns>
    public async Task<(IReadOnlyList<Outcome<ImportedPoint>> Outcomes, string? Next)> ImportAsync(string? after, CancellationToken cancellationToken)
    {
        var final = new Dictionary<string, Outcome<ImportedPoint>>(StringComparer.Ordinal);
        for (var round = 0; ; round++)
        {
            var page = await _bulk.ImportQdrantAsync(request.Into, request.Source, after, request.Page, cancellationToken);
            var isLast = round == MaxRounds - 1;
            var outcomes = page.Points.Select(point => Outcome.Of(point, point, version: null));
            foreach (var outcome in outcomes.Where(outcome => isLast || !outcome.IsTransient))
            {
                final.TryAdd(outcome.Item.Point, outcome);
            }

            if (isLast || page.Points.All(point => final.ContainsKey(point.Point)))
            {
                return ([.. final.Values], page.Next);
            }

            await Task.Delay(RetryPolicy.Backoff(round), time, cancellationToken);
        }
    }
}
