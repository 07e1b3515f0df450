using System.Net.Http.Json;
using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Importing;

/// <summary>What became of one point.</summary>
internal sealed record PointOutcome(string Point, string Name, OutcomeKind Kind, string? Reason);

/// <summary>Asks for one page after the other. A page of which the server had no room for a part is asked for again: what was taken stays so.</summary>
internal sealed class ImportPages(ServerClient client, ImportRequest request, TimeProvider time)
{
    private const int MaxRounds = 5;
    private static readonly string[] PassingCodes = ["overloaded", "unavailable", "timeout"];

    /// <summary>Imports the page after a point.</summary>
    /// <returns>One outcome for each point, and the point after which the next page begins.</returns>
    public async Task<(IReadOnlyList<PointOutcome> Outcomes, string? Next)> ImportAsync(string? after, CancellationToken cancellationToken)
    {
        var final = new Dictionary<string, PointOutcome>(StringComparer.Ordinal);
        for (var round = 0; ; round++)
        {
            var page = await SendAsync(after, cancellationToken);
            var isLast = round == MaxRounds - 1;
            foreach (var point in page.Points.Where(point => isLast || !MayPass(point)))
            {
                final.TryAdd(point.Point, Read(point));
            }

            if (isLast || page.Points.All(point => final.ContainsKey(point.Point)))
            {
                return ([.. final.Values], page.Next);
            }

            await Task.Delay(RetryPolicy.Backoff(round), time, cancellationToken);
        }
    }

    private async Task<ImportAnswer> SendAsync(string? after, CancellationToken cancellationToken)
    {
        var path = $"collections/{Uri.EscapeDataString(request.Into)}/import/qdrant";
        var text = await client.SendAsync(() => Message(path, after), RetryPolicy.Bulk, cancellationToken);
        var answer = client.Read<ImportAnswer>(text);
        return answer.Points is null ? throw new UnreachableException(client.Address, "the answer to an import names no points") : answer;
    }

    private HttpRequestMessage Message(string path, string? after) =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(new { source = request.Source, after, limit = request.Page }) };

    private static bool MayPass(ImportedPointAnswer point) => PassingCodes.Contains(point.Error?.Code, StringComparer.OrdinalIgnoreCase);

    private static PointOutcome Read(ImportedPointAnswer point) =>
        Enum.TryParse<OutcomeKind>(point.Status, ignoreCase: true, out var kind) && kind != OutcomeKind.Failed
            ? new PointOutcome(point.Point, point.Name ?? "", kind, null)
            : new PointOutcome(point.Point, point.Name ?? "", OutcomeKind.Failed, point.Error?.Detail ?? "the server gave no reason");
}
