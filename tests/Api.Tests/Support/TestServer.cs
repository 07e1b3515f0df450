using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Txt2Image.Api.Tests.Support;

/// <summary>The real server on a free port, with its own data directory and without the demo gallery, unless the settings say otherwise.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder? _ownData;

    private TestServer(WebApplication app, string data, TemporaryFolder? ownData)
    {
        _app = app;
        _ownData = ownData;
        DataDirectory = data;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public HttpClient Client { get; }

    public Uri Address { get; }

    public string DataDirectory { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Settings below <c>Txt2Image:</c>, such as <c>Search:Deadline=00:00:01</c>.</param>
    /// <param name="extra">Adds routes that a test needs.</param>
    /// <param name="data">A data directory to use again; a new one if null.</param>
    /// <param name="arguments">More command-line arguments, such as <c>--OTEL_SERVICE_NAME=test</c>.</param>
    public static async Task<TestServer> StartAsync(
        string[]? settings = null, Action<WebApplication>? extra = null, string? data = null, string[]? arguments = null)
    {
        var own = data is null ? new TemporaryFolder() : null;
        var folder = data ?? own!.Path;
        string[] args =
        [
            "--urls=http://127.0.0.1:0",
            $"--Txt2Image:DataDirectory={folder}",
            "--Txt2Image:Demo:Enabled=false",
            "--Txt2Image:Images:MaxBytes=33554432",
            "--Logging:LogLevel:Txt2Image=Warning",
            "--Logging:LogLevel:Orleans=Error",
            .. (settings ?? []).Select(setting => $"--Txt2Image:{setting}"),
            .. arguments ?? [],
        ];
        var app = Program.Build(args);
        extra?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(app, folder, own);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _ownData?.Dispose();
    }
}
