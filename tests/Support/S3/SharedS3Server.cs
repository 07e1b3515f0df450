namespace Txt2Image.Tests.Support.S3;

/// <summary>
/// The S3 store shared by all tests of an assembly without special needs: the one at <c>S3_ENDPOINT</c> (with <c>S3_BUCKET</c>, <c>S3_ACCESS_KEY</c>
/// and <c>S3_SECRET_KEY</c>), otherwise an <see cref="S3Server"/> that is started for the first test. Each test uses its own collections.
/// </summary>
public sealed class SharedS3Server : IAsyncDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private S3Server? _server;

    /// <summary>How to reach it.</summary>
    public async Task<S3Access> AccessAsync() => Environment.GetEnvironmentVariable("S3_ENDPOINT") is { Length: > 0 } endpoint
        ? new S3Access(
            new Uri(endpoint),
            Environment.GetEnvironmentVariable("S3_BUCKET") ?? S3Server.Bucket,
            Environment.GetEnvironmentVariable("S3_ACCESS_KEY"),
            Environment.GetEnvironmentVariable("S3_SECRET_KEY"))
        : await LocalAsync();

    /// <summary>The local server, whatever the variables say: failures are only injected into this one.</summary>
    public async Task<S3Access> LocalAsync()
    {
        await _lock.WaitAsync();
        try
        {
            _server ??= await S3Server.StartAsync();
            return _server.Access;
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _lock.Dispose();
    }
}
