using System.Net;
using System.Net.Http.Headers;

namespace Txt2Image.Client;

/// <summary>
/// A client of a Txt2Image server. It is safe for use by several threads at once; keep one for as long as there are requests.
/// </summary>
/// <remarks>
/// Every method throws <see cref="ServerErrorException"/> where the server answers with an error (its code is one of <see cref="ErrorCodes"/>),
/// <see cref="ServerUnreachableException"/> where none answers, and <see cref="OperationCanceledException"/> where its token is cancelled.
/// Before the first two, a request is repeated as its <see cref="RetryPolicy"/> says. Wherever a collection's name is taken, so is an alias, unless
/// stated otherwise.
/// </remarks>
public sealed partial class Txt2ImageClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpSender _sender;
    private readonly HttpClient? _owned;

    /// <summary>A client with connections of its own.</summary>
    /// <param name="address">The server's address: see <see cref="ServerAddress.Parse"/>.</param>
    /// <param name="apiKey">The server's API key, if it requires one.</param>
    /// <exception cref="FormatException">The key cannot be sent.</exception>
    public Txt2ImageClient(Uri address, string? apiKey = null) : this(new Txt2ImageClientOptions { Address = address, ApiKey = apiKey })
    {
    }

    /// <summary>A client with connections of its own.</summary>
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

    /// <summary>A client of an <see cref="HttpClient"/> that the caller configures and disposes of, such as one of a factory.</summary>
    /// <param name="http">Its base address is the server's; an API key goes into its header <c>Authorization</c> as <c>Bearer KEY</c>.</param>
    /// <param name="retry">How long requests are repeated; <see cref="RetryPolicy.Interactive"/> if not given.</param>
    /// <exception cref="ArgumentException">It has no base address.</exception>
    public Txt2ImageClient(HttpClient http, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var address = http.BaseAddress ?? throw new ArgumentException("The HttpClient has no base address: it is to be the server's.", nameof(http));
        _sender = new HttpSender(http, WithSlash(address), retry ?? RetryPolicy.Interactive, TimeProvider.System);
    }

    private Txt2ImageClient(HttpSender sender) => _sender = sender;

    /// <summary>The server's address.</summary>
    public Uri Address => _sender.Address;

    /// <summary>This client with another policy. It uses the same connections, and ends with them: it need not be disposed of.</summary>
    /// <param name="retry">How long requests are repeated.</param>
    public Txt2ImageClient With(RetryPolicy retry) => new(_sender.With(retry));

    /// <summary>What runs on the server.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<ServerStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        _sender.GetAsync<ServerStatus>("status", cancellationToken);

    /// <summary>Whether requests should be sent to the server. One that is not ready is no error.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<HealthReport> GetHealthAsync(CancellationToken cancellationToken = default) => _sender.ReadAsync<HealthReport>(
        () => _sender.Request(HttpMethod.Get, "health/ready"), cancellationToken, alsoRead: HttpStatusCode.ServiceUnavailable);

    /// <summary>Closes the connections, if they are its own.</summary>
    public void Dispose() => _owned?.Dispose();

    private static Uri WithSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new Uri(address.GetLeftPart(UriPartial.Path) + "/");

    private static string PathOf(string collection) => $"collections/{Uri.EscapeDataString(collection)}";
}
