using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Client;

/// <summary>Sends requests, retries them according to a policy, and turns every failure into an exception that explains it.</summary>
internal sealed class HttpSender(HttpClient http, Uri address, RetryPolicy retry, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public Uri Address => address;

    public HttpSender With(RetryPolicy policy) => new(http, address, policy, time);

    /// <summary>Sends a request without a body, and reads the JSON of the answer.</summary>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : ServerAnswer => ReadAsync<T>(() => Request(HttpMethod.Get, path), cancellationToken);

    /// <summary>Sends a request, and reads the JSON of the answer. Each try needs a new request, since a body can be sent only once.</summary>
    /// <param name="create">Makes the request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="alsoRead">An error status whose answer is read like a success.</param>
    public async Task<T> ReadAsync<T>(Func<HttpRequestMessage> create, CancellationToken cancellationToken, HttpStatusCode? alsoRead = null)
        where T : ServerAnswer
    {
        var text = await SendAsync(create, static (content, stop) => content.ReadAsStringAsync(stop), alsoRead, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(text, Json);
            var answer = json.Deserialize<T>(Json) ?? throw new JsonException("null");
            answer.Json = json;
            return answer;
        }
        catch (JsonException exception)
        {
            throw new ServerUnreachableException(Address, "something answers there, but not as Txt2Image does", exception);
        }
    }

    /// <summary>Sends a request, and reads the bytes of the answer.</summary>
    public Task<byte[]> ReadBytesAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken) =>
        SendAsync(create, static (content, stop) => content.ReadAsByteArrayAsync(stop), alsoRead: null, cancellationToken);

    /// <summary>A request below the server's address.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null) =>
        new(method, new Uri(address, path)) { Content = content };

    /// <summary>The exception for an answer that lacks what it must have.</summary>
    public ServerUnreachableException Unexpected(string reason) => new(Address, reason);

    private async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> create, Reader<T> read, HttpStatusCode? alsoRead, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? delay;
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await SendOnceAsync(create, read, alsoRead, retry.CompletesSentRequests ? CancellationToken.None : cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (ServerErrorException exception) when (exception.IsBusy)
            {
                delay = retry.DelayBefore(attempt, time.GetElapsedTime(started), connectionFailed: false, exception.RetryAfter);
                if (delay is null)
                {
                    throw;
                }
            }
            catch (ServerUnreachableException)
            {
                delay = retry.DelayBefore(attempt, time.GetElapsedTime(started), connectionFailed: true, retryAfter: null);
                if (delay is null)
                {
                    throw;
                }
            }

            retry.Waiting?.Invoke(delay.Value);
            await Task.Delay(delay.Value, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> SendOnceAsync<T>(
        Func<HttpRequestMessage> create, Reader<T> read, HttpStatusCode? alsoRead, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(retry.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            using var request = create();
            using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode || response.StatusCode == alsoRead
                ? await read(response.Content, limit.Token).ConfigureAwait(false)
                : throw ProblemReader.Read(response, await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false), time);
        }
        catch (HttpRequestException exception)
        {
            throw new ServerUnreachableException(Address, exception.GetBaseException().Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerUnreachableException(Address, $"no answer within {retry.Timeout.TotalSeconds:0} s", exception);
        }
    }

    private delegate Task<T> Reader<T>(HttpContent content, CancellationToken cancellationToken);
}
