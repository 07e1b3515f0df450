using System.Net.Http.Headers;
using System.Text.Json;

namespace Txt2Image.Hub.Downloads;

/// <summary>Reads a hub that speaks the HTTP interface of Hugging Face: what a repository has, and its files.</summary>
/// <remarks>
/// Paths: <c>/api/models/REPOSITORY/revision/REVISION</c>, <c>/api/models/REPOSITORY/tree/COMMIT?recursive=true</c> and
/// <c>/REPOSITORY/resolve/COMMIT/PATH</c>, as huggingface_hub uses them.
/// </remarks>
internal sealed class HubClient(HubSettings settings) : IDisposable
{
    private const int MaxRedirects = 10;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Redirects are followed here: the handler would keep the token from a renamed repository on the same host.</summary>
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>What a repository has at a branch, tag or commit.</summary>
    /// <exception cref="HubException">It cannot be read.</exception>
    public Task<HubRepository> ReadAsync(string repository, string revision, CancellationToken cancellationToken) =>
        Retries.RunAsync(
            settings,
            async attempt =>
            {
                var model = await GetAsync<ModelAnswer>(
                    new(settings.Endpoint, $"api/models/{repository}/revision/{Uri.EscapeDataString(revision)}"), repository, revision, attempt.Stop);
                var files = new List<HubFile>();
                Uri? page = new(settings.Endpoint, $"api/models/{repository}/tree/{model.Answer.Sha}?recursive=true");
                while (page is not null)
                {
                    var (entries, next) = await GetAsync<IReadOnlyList<TreeEntry>>(page, repository, revision, attempt.Stop);
                    files.AddRange(entries.Where(entry => entry.Type == "file").Select(entry =>
                        new HubFile(entry.Path, entry.Lfs?.Size ?? entry.Size, entry.Lfs?.Oid ?? entry.Oid)));
                    page = next;
                }

                return new HubRepository(model.Answer.Sha, model.Answer.CardData?.Name, files);
            },
            cancellationToken);

    /// <summary>Asks for a file from a byte on. The answer is 206 if the hub begins there, otherwise 200 and the whole file.</summary>
    /// <exception cref="HubException">The hub refuses it.</exception>
    /// <exception cref="HttpRequestException">The hub cannot be reached, or asks to try again.</exception>
    public Task<HttpResponseMessage> OpenAsync(string repository, string commit, string path, long from, CancellationToken cancellationToken)
    {
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return SendAsync(new(settings.Endpoint, $"{repository}/resolve/{commit}/{escaped}"), from, repository, commit, cancellationToken);
    }

    private async Task<(T Answer, Uri? Next)> GetAsync<T>(Uri address, string repository, string revision, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(address, from: 0, repository, revision, cancellationToken);
        try
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return (JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException("null"), NextPage(response, address));
        }
        catch (JsonException exception)
        {
            throw new HubException($"{settings.Endpoint} does not answer as a hub of models does. Check HF_ENDPOINT.", exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri address, long from, string repository, string revision, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            using var request = Request(address, from);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                if (response.Headers.Location is not { } target || (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
                {
                    throw HubFaults.Of(response, settings, repository, revision);
                }

                address = new Uri(address, target);
            }
        }

        throw new HubException($"{settings.Endpoint} redirects without an end. Check HF_ENDPOINT, or a proxy on the way.");
    }

    /// <summary>The token is for the hub alone: files lie on other hosts, which have signed addresses.</summary>
    private HttpRequestMessage Request(Uri address, long from)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new("identity"));
        request.Headers.UserAgent.Add(new("txt2image", "1.0"));
        if (settings.Token is { } token && IsHub(address))
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
        }

        return request;
    }

    private bool IsHub(Uri address) => Uri.Compare(
        address, settings.Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The address in <c>Link: &lt;…&gt;; rel="next"</c>.</summary>
    private static Uri? NextPage(HttpResponseMessage response, Uri address)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
        {
            return null;
        }

        var next = links.SelectMany(static link => link.Split(','))
            .FirstOrDefault(static link => link.Contains("rel=\"next\"", StringComparison.Ordinal));
        var (from, to) = (next?.IndexOf('<', StringComparison.Ordinal) + 1 ?? 0, next?.IndexOf('>', StringComparison.Ordinal) ?? 0);
        return next is null ? null : new Uri(address, next[from..to]);
    }

    private sealed record ModelAnswer(string Sha, Card? CardData);

    /// <summary>A licence may also be a list, which is no name to show.</summary>
    private sealed record Card(JsonElement License)
    {
        public string? Name => License.ValueKind == JsonValueKind.String ? License.GetString() : null;
    }

    private sealed record TreeEntry(string Type, string Path, long Size, string? Oid, LargeFile? Lfs);

    private sealed record LargeFile(string Oid, long Size);
}
