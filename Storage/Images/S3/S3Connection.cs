using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Txt2Image.Storage.Images.S3;

/// <summary>The client of one store, shared by all calls, and the time limit of each call.</summary>
internal sealed class S3Connection : IDisposable
{
    private const int MostRetries = 2;

    private readonly AmazonS3Client _client;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;

    /// <exception cref="ArgumentException">The settings are invalid.</exception>
    public S3Connection(S3Options options, TimeProvider time)
    {
        if (options.Faults().FirstOrDefault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        _limit = options.Timeout;
        _time = time;
        _client = string.IsNullOrEmpty(options.AccessKey)
            ? new AmazonS3Client(Config(options))
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), Config(options));
    }

    /// <summary>The client, for operations that do not call the store.</summary>
    public IAmazonS3 Client => _client;

    /// <summary>Calls the store for an object.</summary>
    /// <param name="send">Sends the call.</param>
    /// <param name="tag">
    /// Gets the object's ETag from the response. A response without one does not come from an S3 store, so nothing was stored or found.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StoreException">The store rejected the call or did not respond in time.</exception>
    public async Task<T> CallAsync<T>(Func<IAmazonS3, CancellationToken, Task<T>> send, Func<T, string?> tag, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(send, cancellationToken);
        if (!string.IsNullOrEmpty(tag(answer)))
        {
            return answer;
        }

        (answer as IDisposable)?.Dispose();
        throw S3Faults.Foreign();
    }

    /// <summary>Calls the store.</summary>
    /// <exception cref="StoreException">The store rejected the call or did not respond in time.</exception>
    public async Task<T> CallAsync<T>(Func<IAmazonS3, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(_limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await send(_client, either.Token);
        }
        catch (Exception exception) when (S3Faults.Is(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested ? S3Faults.Late(_limit, exception) : S3Faults.Translate(exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private static AmazonS3Config Config(S3Options options)
    {
        var config = new AmazonS3Config
            { ForcePathStyle = options.UsesPathStyle, RetryMode = RequestRetryMode.Standard, MaxErrorRetry = MostRetries };
        if (options.Endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
            return config;
        }

        config.ServiceURL = options.Endpoint.ToString();
        config.AuthenticationRegion = options.Region;

        // By default the SDK adds checksums to every upload, in a form that many stores other than Amazon's reject or take for part of the object.
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config;
    }
}
