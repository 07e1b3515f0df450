using Grpc.Core;
using Grpc.Net.Client;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>The channel to one server, which all calls share. It connects with the first call, and again by itself after an outage.</summary>
internal sealed class QdrantConnection : IDisposable
{
    // An answer with vectors is over the 4 MiB that are usual; pictures in a foreign collection's payload are larger still.
    internal const int MaxAnswerBytes = 64 << 20;

    private const int MaxMessageBytes = 32 << 20;

    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];
    private readonly TimeProvider _time;
    private volatile bool _disposed;

    /// <exception cref="ArgumentException">The address or the key cannot be used.</exception>
    public QdrantConnection(QdrantOptions options, TimeProvider time, int maxAnswerBytes = MaxAnswerBytes)
    {
        if (options.Faults().FirstOrDefault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        var url = options.Url ?? throw new ArgumentException("Url: it is needed.", nameof(options));
        if (options.ApiKey is { Length: > 0 } key)
        {
            _headers.Add("api-key", key);
        }

        _time = time;
        _channel = GrpcChannel.ForAddress(url, new GrpcChannelOptions
        {
            HttpHandler = Handler(url),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = maxAnswerBytes,
            MaxSendMessageSize = MaxMessageBytes,

            // By itself a channel waits up to two minutes before it tries a server again that has come back.
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
            MaxReconnectBackoff = TimeSpan.FromSeconds(1),
        });
        Points = new Wire.Points.PointsClient(_channel);
        Collections = new Wire.Collections.CollectionsClient(_channel);
    }

    public Wire.Points.PointsClient Points { get; }

    public Wire.Collections.CollectionsClient Collections { get; }

    /// <summary>Begins something that may take this long, with all its calls and their retries.</summary>
    public Operation Begin(TimeSpan limit, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return new Operation(_headers, limit, _time, cancellationToken);
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

        // A server that is gone without a word is noticed, instead of each call waiting for its deadline.
        KeepAlivePingDelay = TimeSpan.FromSeconds(10),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,

        // HTTP/2 in clear text passes no proxy.
        UseProxy = url.Scheme == Uri.UriSchemeHttps,
    };
}
