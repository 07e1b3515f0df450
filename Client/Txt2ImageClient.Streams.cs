using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Txt2Image.Client;

public sealed partial class Txt2ImageClient
{
    /// <summary>The most searches of one request.</summary>
    private const int MostInBatch = 256;

    /// <summary>The server sends something every 15 s.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReconnectPatience = TimeSpan.FromSeconds(30);

    /// <summary>Carries out many searches, 256 in one request. One that fails does not fail the others.</summary>
    /// <param name="requests">The searches.</param>
    /// <param name="inOrder">Whether outcomes come in the order of the searches; otherwise they come as they are ready, which is sooner.</param>
    /// <param name="cancellationToken">Stops the request; the server does not do the rest.</param>
    /// <returns>One outcome for each search.</returns>
    /// <exception cref="ServerErrorException">The server rejected a whole request.</exception>
    /// <exception cref="ServerUnreachableException">No server answers, or its answer ended early.</exception>
    public async IAsyncEnumerable<BatchAnswer> SearchBatchAsync(
        IReadOnlyList<SearchRequest> requests, bool inOrder = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        for (var first = 0; first < requests.Count; first += MostInBatch)
        {
            SearchRequest[] some = [.. requests.Skip(first).Take(MostInBatch)];
            using var lines = await _sender.OpenAsync(() => Batch(some, inOrder), null, cancellationToken).ConfigureAwait(false);
            for (var left = some.Length; left > 0; left--)
            {
                var line = await lines.ReadAsync(cancellationToken).ConfigureAwait(false)
                    ?? throw _sender.Unexpected("the answer to a batch ended early");
                var outcome = _sender.Parse(line, ToOutcome);
                yield return outcome with { Index = first + outcome.Index };
            }
        }
    }

    /// <summary>
    /// Watches a collection for images that are added and match a question, usually within half a second, through whichever server they are added. It
    /// does not end by itself. A lost connection is made again, and goes on from where it was.
    /// </summary>
    /// <param name="request">
    /// The question: its text, terms that are <see cref="SearchTerm.Like"/> of weight 1, lowest score, collection and filter.
    /// </param>
    /// <param name="position">The <see cref="WatchEvent.Position"/> of an earlier watch, to go on from there; null to begin now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ServerErrorException">
    /// The question is invalid, the collection does not exist or was deleted, or the server has too many of them.
    /// </exception>
    /// <exception cref="ServerUnreachableException">No server has answered for 30 s.</exception>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        SearchRequest request, string? position = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = WatchPath(request);
        var sender = _sender;
        while (true)
        {
            var lines = await sender.OpenAsync(() => Watch(path, position), LongestSilence, cancellationToken).ConfigureAwait(false);
            using (var stream = new WatchStream(lines, position))
            {
                while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } next)
                {
                    position = stream.Position;
                    yield return next;
                }

                position = stream.Position;
            }

            await Task.Delay(ReconnectAfter, cancellationToken).ConfigureAwait(false);
            sender = _sender.Patient(ReconnectPatience);
        }
    }

    private HttpRequestMessage Batch(IReadOnlyList<SearchRequest> requests, bool inOrder)
    {
        var body = new JsonObject { ["searches"] = new JsonArray([.. requests.Select(Body)]), ["order"] = inOrder ? "asked" : "ready" };
        var message = _sender.Request(HttpMethod.Post, "search/batch", JsonContent.Create(body));
        if (requests.Any(request => request.IsFresh))
        {
            message.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        }

        return message;
    }

    private static BatchAnswer ToOutcome(JsonElement line)
    {
        var index = line.GetProperty("index").GetInt32();
        if (line.TryGetProperty("problem", out var problem))
        {
            TimeSpan? retryAfter = line.TryGetProperty("retryAfter", out var seconds) ? TimeSpan.FromSeconds(seconds.GetInt32()) : null;
            return new BatchAnswer { Index = index, Error = ProblemReader.Read(problem, retryAfter) };
        }

        var json = line.GetProperty("answer");
        var answer = json.Deserialize<SearchAnswer>(HttpSender.Json) ?? throw new JsonException("null");
        answer.Json = json;
        return new BatchAnswer { Index = index, Answer = answer };
    }

    private HttpRequestMessage Watch(string path, string? position)
    {
        var message = _sender.Request(HttpMethod.Get, path);
        message.Headers.Accept.ParseAdd("text/event-stream");
        if (position is not null)
        {
            message.Headers.Add("Last-Event-ID", position);
        }

        return message;
    }

    private static string WatchPath(SearchRequest request)
    {
        var path = new StringBuilder("search/watch?");
        Append(path, "q", request.Text);
        foreach (var like in request.Terms.Select(term => term.ToLike()))
        {
            Append(path, "like", like ?? throw new ArgumentException(
                "A standing question can only have a text and examples of weight 1.", nameof(request)));
        }

        Append(path, "minScore", request.MinScore);
        Append(path, "collection", request.Collection);
        Append(path, "filter", request.Filter?.ToString() ?? request.FilterText);
        return path.Replace("?&", "?").ToString();
    }
}
