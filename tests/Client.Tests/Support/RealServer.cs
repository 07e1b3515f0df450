using Microsoft.AspNetCore.Builder;
using Txt2Image.Client.Tests.Support;

[assembly: AssemblyFixture(typeof(RealServer))]

namespace Txt2Image.Client.Tests.Support;

/// <summary>The product's own server and a client of it. Each test uses its own collections.</summary>
public sealed class RealServer : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private WebApplication? _app;

    public Txt2ImageClient Client { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = Txt2Image.Api.Program.Build(
        [
            "--urls=http://127.0.0.1:0", $"--Txt2Image:DataDirectory={_data.Path}", "--Txt2Image:Demo:Enabled=false",
            "--Logging:LogLevel:Txt2Image=Warning", "--Logging:LogLevel:Orleans=Error",
        ]);
        await _app.StartAsync(Token);
        Client = new Txt2ImageClient(ServerAddress.Parse(_app.Urls.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    internal static string NewName() => $"c{Guid.NewGuid():N}"[..20];
}
