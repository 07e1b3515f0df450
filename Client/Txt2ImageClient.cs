using System.Net;
using System.Net.Http.Headers;

namespace Txt2Image.Client;

/// <summary>A client of a Txt2Image server. It is safe for use by several threads at once; reuse one instance for all requests.</summary>
/// <remarks>
/// Every method throws <see cref="ServerErrorException"/> if the server answers with an error (its code is one of <see cref="ErrorCodes"/>),
/// <see cref="ServerUnreachableException"/> if no server answers, and <see cref="OperationCanceledException"/> if its token is cancelled. Before it
/// throws one of the first two, it retries the request according to its <see cref="RetryPolicy"/>. An alias is accepted wherever a collection's name
/// is, unless stated otherwise.
/// </remarks>
public sealed partial class Txt2ImageClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpSender _sender;
    private readonly HttpClient? _owned;

    /// <summary>Creates a client with its own connections.</summary>
    /// <param name="address">The server's address: see <see cref="ServerAddress.Parse"/>.</param>
    /// <param name="apiKey">The server's API key, if it requires one.</param>
    /// <exception cref="FormatException">The key cannot be sent.</exception>
    public Txt2ImageClient(Uri address, string? apiKey = null) : this(new Txt2ImageClientOptions { Address = address, ApiKey = apiKey })
    {
    }

    /// <summary>Creates a client with its own connections.</summary>
    /// <param name="options">How it connects.</param>
    public Txt2ImageClient(Txt2ImageClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            AllowAutoRedirect = false,
            UseProxy = !options.Address.IsLoopback,
        };
        _owned = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _owned.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("txt2image", "0.1"));
        if (options.ApiKey is { } key)
        {
            _owned.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        }

        _sender = new HttpSender(_owned, WithSlash(options.Address), options.Retry, options.Time);
    }

    /// <summary>Creates a client on an <see cref="HttpClient"/> that the caller configures and disposes of, for example one from a factory.</summary>
    /// <param name="http">Its base address is the server's; an API key goes into its header <c>Authorization</c> as <c>Bearer KEY</c>.</param>
    /// <param name="retry">How long requests are retried; <see cref="RetryPolicy.Interactive"/> if not given.</param>
    /// <exception cref="ArgumentException">It has no base address.</exception>
    public Txt2ImageClient(HttpClient http, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var address = http.BaseAddress ?? throw new ArgumentException("The HttpClient has no base address: set it to the server's.", nameof(http));
        _sender = new HttpSender(http, WithSlash(address), retry ?? RetryPolicy.Interactive, TimeProvider.System);
    }

    private Txt2ImageClient(HttpSender sender) => _sender = sender;

    /// <summary>The server's address.</summary>
    public Uri Address => _sender.Address;

    /// <summary>Returns this client with another policy. It shares the connections and ends with them, so it need not be disposed of.</summary>
    /// <param name="retry">How long requests are retried.</param>
    public Txt2ImageClient With(RetryPolicy retry) => new(_sender.With(retry));

    /// <summary>Returns what runs on the server.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<ServerStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        _sender.GetAsync<ServerStatus>("status", cancellationToken);

    /// <summary>Returns whether the server is ready for requests. A server that is not ready is not an error.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<HealthReport> GetHealthAsync(CancellationToken cancellationToken = default) => _sender.ReadAsync<HealthReport>(
        () => _sender.Request(HttpMethod.Get, "health/ready"), cancellationToken, alsoRead: HttpStatusCode.ServiceUnavailable);

    /// <summary>Closes the connections, if they are its own.</summary>
    public void Dispose() => _owned?.Dispose();

    private static Uri WithSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new Uri(address.GetLeftPart(UriPartial.Path) + "/");

    private static string PathOf(string collection) => $"collections/{Uri.EscapeDataString(collection)}";
}
