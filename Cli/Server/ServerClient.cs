using System.Net.Http.Headers;
using System.Text.Json;

namespace Txt2Image.Cli.Server;

/// <summary>Sends requests, tries them again within a policy, and turns every other outcome into an exception that explains itself.</summary>
internal sealed class ServerClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public ServerClient(Uri address, string? apiKey, TimeProvider time)
    {
        _time = time;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            UseProxy = !address.IsLoopback,
        };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("txt2image", "0.1"));
        if (apiKey is not null)
        {
            _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {HeaderSafe(apiKey)}");
        }
    }

    public Uri Address => _http.BaseAddress!;

    /// <summary>Told before each wait, so that a progress line can say why nothing moves.</summary>
    public Action<TimeSpan>? Waiting { get; set; }

    public void Dispose() => _http.Dispose();

    public async Task<T> GetAsync<T>(string path, RetryPolicy policy, CancellationToken cancellationToken) =>
        Read<T>(await GetTextAsync(path, policy, cancellationToken));

    public Task<string> GetTextAsync(string path, RetryPolicy policy, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), policy, cancellationToken);

    /// <summary>The bytes behind a path, below the server's address.</summary>
    public Task<byte[]> GetBytesAsync(string path, RetryPolicy policy, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), (content, stop) => content.ReadAsByteArrayAsync(stop), policy, cancellationToken);

    /// <summary>The answer's text. Each try needs a request of its own, for a body can be sent only once.</summary>
    public Task<string> SendAsync(Func<HttpRequestMessage> request, RetryPolicy policy, CancellationToken cancellationToken) =>
        SendAsync(request, (content, stop) => content.ReadAsStringAsync(stop), policy, cancellationToken);

    private async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> request, Func<HttpContent, CancellationToken, Task<T>> read, RetryPolicy policy, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? delay;
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await SendOnceAsync(request, read, policy.Timeout, policy.FinishesWhatIsSent ? CancellationToken.None : cancellationToken);
            }
            catch (ServerRefusedException exception) when (exception.IsBusy)
            {
                delay = policy.DelayBefore(attempt, _time.GetElapsedTime(started), connectionFailed: false, exception.RetryAfter);
                if (delay is null)
                {
                    throw;
                }
            }
            catch (UnreachableException)
            {
                delay = policy.DelayBefore(attempt, _time.GetElapsedTime(started), connectionFailed: true, retryAfter: null);
                if (delay is null)
                {
                    throw;
                }
            }

            Waiting?.Invoke(delay.Value);
            await Task.Delay(delay.Value, _time, cancellationToken);
        }
    }

    public T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Answers.Json) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new UnreachableException(Address, "something answers there, but not as Txt2Image does", exception);
        }
    }

    private async Task<T> SendOnceAsync<T>(
        Func<HttpRequestMessage> create, Func<HttpContent, CancellationToken, Task<T>> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(timeout, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            using var request = create();
            using var response = await _http.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode
                ? await read(response.Content, limit.Token)
                : throw Refusal.Of(response, await response.Content.ReadAsStringAsync(limit.Token), _time);
        }
        catch (HttpRequestException exception)
        {
            throw new UnreachableException(Address, (exception.GetBaseException() ?? exception).Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreachableException(Address, $"no answer within {timeout.TotalSeconds:0} s", exception);
        }
    }

    private static string HeaderSafe(string key) =>
        key.All(c => c is > ' ' and < '\x7f') ? key : throw new Terminal.UsageException("an API key has no spaces, line breaks or special letters");
}
