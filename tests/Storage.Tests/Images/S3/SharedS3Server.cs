using Txt2Image.Storage.Images.S3;
using Txt2Image.Storage.Tests.Images.S3;

[assembly: AssemblyFixture(typeof(SharedS3Server))]

namespace Txt2Image.Storage.Tests.Images.S3;

/// <summary>
/// The S3 store shared by all tests without special needs: the one at <c>S3_ENDPOINT</c> (with <c>S3_BUCKET</c>, <c>S3_ACCESS_KEY</c> and
/// <c>S3_SECRET_KEY</c>), otherwise an <see cref="S3Server"/> that is started for the first test. Each test uses its own collections.
/// </summary>
public sealed class SharedS3Server : IAsyncLifetime
{
    private readonly SemaphoreSlim _lock = new(1);
    private S3Server? _server;

    internal async Task<S3Options> OptionsAsync()
    {
        if (Environment.GetEnvironmentVariable("S3_ENDPOINT") is { Length: > 0 } endpoint)
        {
            return new S3Options
            {
                Endpoint = new Uri(endpoint),
                Bucket = Environment.GetEnvironmentVariable("S3_BUCKET") ?? S3Server.Bucket,
                AccessKey = Environment.GetEnvironmentVariable("S3_ACCESS_KEY"),
                SecretKey = Environment.GetEnvironmentVariable("S3_SECRET_KEY"),
                Timeout = TimeSpan.FromSeconds(60),
            };
        }

        return await LocalAsync();
    }

    /// <summary>The local server, whatever the variables say: failures are only injected into this one.</summary>
    internal async Task<S3Options> LocalAsync()
    {
        await _lock.WaitAsync();
        try
        {
            _server ??= await S3Server.StartAsync();
            return S3Server.Options(new Uri($"http://127.0.0.1:{_server.Port}"));
        }
        finally
        {
            _lock.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _lock.Dispose();
    }
}
