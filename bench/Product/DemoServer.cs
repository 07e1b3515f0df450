using System.Diagnostics;
using Txt2Image.Client;
using Txt2Image.Tests.Support;

namespace Txt2Image.Bench.Product;

/// <summary>The product as a user starts it, with its own data directory and a complete demo collection.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private const string Assembly = "Txt2Image.Api.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _data;
    private readonly Child _child;

    private DemoServer(TemporaryFolder data, Child child)
    {
        _data = data;
        _child = child;
    }

    public Uri Address => _child.Address;

    public HttpClient Http => _child.Http;

    public Txt2ImageClient Client => _child.Client;

    /// <summary>The time from the start of the process until the gallery is complete.</summary>
    public TimeSpan Filling { get; private set; }

    public static async Task<DemoServer> StartAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var data = new TemporaryFolder();
        try
        {
            var child = await Child.StartAsync(Assembly, "/health/live", $"--Txt2Image:DataDirectory={data.Path}");
            var server = new DemoServer(data, child);
            try
            {
                await FilledAsync(child.Client);
                server.Filling = Stopwatch.GetElapsedTime(started);
                return server;
            }
            catch
            {
                await child.DisposeAsync();
                throw;
            }
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Waits until a server's demo collection exists and nothing is being added to it.</summary>
    public static async Task FilledAsync(Txt2ImageClient client)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(100))
        {
            var status = await client.GetStatusAsync();
            if (status is { Indexing: null } && status.Collections.Any(collection => collection is { Name: "demo", Images: > 0 }))
            {
                return;
            }
        }

        throw new BenchException("The server did not fill its collection 'demo': does samples/captions.csv exist?");
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _data.Dispose();
    }
}
