using Microsoft.AspNetCore.Builder;

namespace Txt2Image.Api.Tests.Support;

/// <summary>A server for the tests of one class.</summary>
public abstract class ServerFixture(string[] settings, Action<WebApplication>? extra = null, string[]? arguments = null) : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    internal HttpClient Client => Server.Client;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(settings, extra, arguments: arguments);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
