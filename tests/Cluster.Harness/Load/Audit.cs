using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>Compares what the service stores with what it acknowledged.</summary>
/// <param name="Lost">Acknowledged images that are not in the collection, or whose bytes are missing or wrong.</param>
/// <param name="Invisible">Acknowledged images that a search for everything does not find.</param>
/// <param name="Held">The number of images that the collection reports.</param>
internal sealed record Audit(IReadOnlyCollection<Guid> Lost, int Invisible, long Held)
{
    private const int Most = 1000;
    private const int AtOnce = 8;

    public static async Task<Audit> OfAsync(HttpClient http, string collection, Ledger ledger, CancellationToken cancellationToken)
    {
        var ids = ledger.AcknowledgedIds;
        var lost = new ConcurrentDictionary<Guid, bool>();
        foreach (var missing in await MissingAsync(http, collection, ids, cancellationToken))
        {
            lost[missing] = true;
        }

        await Parallel.ForEachAsync(
            ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (id, token) =>
        {
            if (!await HasBytesAsync(http, collection, id, Pictures.Of(ledger.NumberOf(id)), token))
            {
                lost[id] = true;
            }
        });
        var seen = await SeenAsync(http, collection, cancellationToken);
        var held = await http.GetFromJsonAsync<JsonElement>($"/collections/{collection}", cancellationToken);
        return new Audit([.. lost.Keys], ids.Count(id => !seen.Contains(id)), held.GetProperty("images").GetInt64());
    }

    private static async Task<IEnumerable<Guid>> MissingAsync(
        HttpClient http, string collection, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync($"/collections/{collection}/images/check", new { ids }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return [.. body.GetProperty("missing").EnumerateArray().Select(id => id.GetGuid())];
    }

    private static async Task<bool> HasBytesAsync(HttpClient http, string collection, Guid id, byte[] expected, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"/collections/{collection}/images/{id}", UriKind.Relative), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return bytes.AsSpan().SequenceEqual(expected);
    }

    /// <summary>All images that an uncached search finds. An ingest adds fewer than one search can return.</summary>
    private static async Task<HashSet<Guid>> SeenAsync(HttpClient http, string collection, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=everything&k={Most}&collection={collection}");
        request.Headers.CacheControl = new() { NoCache = true };
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return [.. body.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetGuid())];
    }
}
