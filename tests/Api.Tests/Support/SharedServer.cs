using Txt2Image.Api.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Txt2Image.Api.Tests.Support;

/// <summary>One server for all tests that need nothing special of it; each test works in collections of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private TestServer? _server;

    internal TestServer Server => _server!;

    internal HttpClient Client => Server.Client;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
