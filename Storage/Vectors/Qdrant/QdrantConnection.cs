using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// The channel to a server or to the nodes of one, shared by all calls. It connects on the first call and reconnects by itself after an outage. Calls
/// go to the nodes that answer, in turn.
/// </summary>
internal sealed class QdrantConnection : IDisposable
{
    // Responses with vectors exceed gRPC's default of 4 MiB; pictures in a foreign collection's payload are larger still.
    internal const int MaxAnswerBytes = 64 << 20;

    private const int MaxMessageBytes = 32 << 20;

    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];
    private readonly TimeProvider _time;
    private readonly bool _hasSeveral;
    private volatile bool _disposed;

    /// <exception cref="ArgumentException">The address or the key is invalid.</exception>
    public QdrantConnection(QdrantOptions options, TimeProvider time, int maxAnswerBytes = MaxAnswerBytes)
    {
        if (options.Faults().FirstOrDefault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        var urls = options.Addresses();
        if (urls.Count == 0)
        {
            throw new ArgumentException("Url: required.", nameof(options));
        }

        _hasSeveral = urls.Count > 1;
        Server = string.Join(", ", urls.Select(url => url.GetLeftPart(UriPartial.Authority)));
        if (options.ApiKey is { Length: > 0 } key)
        {
            _headers.Add("api-key", key);
        }

        _time = time;
        var channel = new GrpcChannelOptions
        {
            HttpHandler = Handler(urls[0]),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = maxAnswerBytes,
            MaxSendMessageSize = MaxMessageBytes,

            // By default a channel waits up to two minutes before it reconnects to a server that has come back.
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
            MaxReconnectBackoff = TimeSpan.FromSeconds(1),
        };
        if (_hasSeveral)
        {
            channel.Credentials = urls[0].Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
            channel.ServiceProvider = new QdrantNodes(urls);
            channel.ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } };
        }

        _channel = GrpcChannel.ForAddress(_hasSeveral ? QdrantNodes.Address : urls[0], channel);
        Points = new Wire.Points.PointsClient(_channel);
        Collections = new Wire.Collections.CollectionsClient(_channel);
    }

    /// <summary>The addresses, for messages.</summary>
    public string Server { get; }

    public Wire.Points.PointsClient Points { get; }

    public Wire.Collections.CollectionsClient Collections { get; }

    /// <summary>Begins an operation with this time limit for all its calls and their retries.</summary>
    public Operation Begin(TimeSpan limit, CancellationToken cancellationToken) => Begin(limit, isWrite: false, cancellationToken);

    /// <summary>
    /// Begins an operation that writes. With several nodes it retries until its limit: after one has died, writes fail for about two seconds, until
    /// the others know.
    /// </summary>
    public Operation BeginWrite(TimeSpan limit, CancellationToken cancellationToken) => Begin(limit, isWrite: true, cancellationToken);

    private Operation Begin(TimeSpan limit, bool isWrite, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return new Operation(new OperationTerms(Server, _headers, limit, _hasSeveral, _hasSeveral && isWrite), _time, cancellationToken);
    }

    public void Dispose()
    {
        _disposed = true;
        _channel.Dispose();
    }

    private static SocketsHttpHandler Handler(Uri url) => new()
    {
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,

        // Detects a server that vanished without closing the connection, so that calls do not each wait for their deadline.
        KeepAlivePingDelay = TimeSpan.FromSeconds(10),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,

        // Clear-text HTTP/2 does not pass through proxies.
        UseProxy = url.Scheme == Uri.UriSchemeHttps,
    };
}
