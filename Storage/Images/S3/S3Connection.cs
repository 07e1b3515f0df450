using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Txt2Image.Storage.Images.S3;

/// <summary>The client of one store, which all calls share, and the time that each of them has.</summary>
internal sealed class S3Connection : IDisposable
{
    private const int MostRetries = 2;

    private readonly AmazonS3Client _client;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;

    /// <exception cref="ArgumentException">The settings cannot be used.</exception>
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

    /// <summary>The client, for what asks nothing of the store.</summary>
    public IAmazonS3 Client => _client;

    /// <summary>Calls the store about an object.</summary>
    /// <param name="send">Sends the call.</param>
    /// <param name="tag">The object's ETag in the answer: whatever answers without one is no S3 store, and has neither stored nor found anything.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StoreException">It refuses, or there was no answer in time.</exception>
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
    /// <exception cref="StoreException">It refuses, or there was no answer in time.</exception>
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
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The caller does not wait any longer.", exception, cancellationToken);
            }

            throw deadline.IsCancellationRequested ? S3Faults.Late(_limit, exception) : S3Faults.Translate(exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private static AmazonS3Config Config(S3Options options)
    {
        var config = new AmazonS3Config { ForcePathStyle = options.UsesPathStyle, RetryMode = RequestRetryMode.Standard, MaxErrorRetry = MostRetries };
        if (options.Endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
            return config;
        }

        config.ServiceURL = options.Endpoint.ToString();
        config.AuthenticationRegion = options.Region;

        // By default the SDK adds checksums to every upload, in a form that many stores which are not Amazon's refuse or take for a part of the object.
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config;
    }
}
