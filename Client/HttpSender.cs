using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Client;

/// <summary>Sends requests, retries them according to a policy, and turns every failure into an exception that explains it.</summary>
internal sealed class HttpSender(HttpClient http, Uri address, RetryPolicy retry, TimeProvider time)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
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
        return Parse(text, static json =>
        {
            var answer = json.Deserialize<T>(Json) ?? throw new JsonException("null");
            answer.Json = json;
            return answer;
        });
    }

    /// <summary>Reads JSON that the server has sent.</summary>
    public T Parse<T>(string text, Func<JsonElement, T> read)
    {
        try
        {
            return read(JsonSerializer.Deserialize<JsonElement>(text, Json));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ServerUnreachableException(Address, "something answers there, but not as Txt2Image does", exception);
        }
    }

    /// <summary>Sends a request, and returns its answer before it has arrived whole. It is retried until it begins.</summary>
    /// <param name="create">Makes the request.</param>
    /// <param name="patience">How long nothing may arrive; null for the time that a try may take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<LineStream> OpenAsync(Func<HttpRequestMessage> create, TimeSpan? patience, CancellationToken cancellationToken) =>
        RetryAsync(stop => OpenOnceAsync(create, patience ?? retry.Timeout, stop), cancellationToken);

    /// <summary>A sender that tries for at least this long to reach a server.</summary>
    public HttpSender Patient(TimeSpan patience) =>
        retry.ConnectionPatience >= patience ? this : With(retry with { ConnectionPatience = patience });

    /// <summary>Sends a request, and reads the bytes of the answer.</summary>
    public Task<byte[]> ReadBytesAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken) =>
        SendAsync(create, static (content, stop) => content.ReadAsByteArrayAsync(stop), alsoRead: null, cancellationToken);

    /// <summary>A request below the server's address.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null) =>
        new(method, new Uri(address, path)) { Content = content };

    /// <summary>The exception for an answer that lacks what it must have.</summary>
    public ServerUnreachableException Unexpected(string reason) => new(Address, reason);

    private Task<T> SendAsync<T>(Func<HttpRequestMessage> create, Reader<T> read, HttpStatusCode? alsoRead, CancellationToken cancellationToken) =>
        RetryAsync(
            stop => SendOnceAsync(create, read, alsoRead, retry.CompletesSentRequests ? CancellationToken.None : stop), cancellationToken);

    private async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> once, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? delay;
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await once(cancellationToken).ConfigureAwait(false);
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

    private async Task<LineStream> OpenOnceAsync(Func<HttpRequestMessage> create, TimeSpan patience, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        using var silence = new CancellationTokenSource(retry.Timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            using var request = create();
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw ProblemReader.Read(response, await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false), time);
            }

            var body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            var lines = new LineStream(response, body, Address, patience, time);
            response = null;
            return lines;
        }
        catch (HttpRequestException exception)
        {
            throw new ServerUnreachableException(Address, exception.GetBaseException().Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerUnreachableException(Address, $"no answer within {retry.Timeout.TotalSeconds:0} s", exception);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private delegate Task<T> Reader<T>(HttpContent content, CancellationToken cancellationToken);
}
