using Txt2Image.Clip.Models;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Models;
using Txt2Image.Hosting;
using Txt2Image.Tests.Support;

namespace Txt2Image.Bench.Towers;

/// <summary>
/// The product's silo in this process, with its own data directory. The environment can select another model or device, as for the server.
/// </summary>
internal sealed class GrainPath : IAsyncDisposable
{
    private readonly TemporaryFolder _data;
    private readonly IHost _host;

    private GrainPath(TemporaryFolder data, IHost host)
    {
        _data = data;
        _host = host;
        Model = host.Services.GetRequiredService<ServedModels>().Default;
        Pool = host.Services.GetRequiredService<EncoderPool>();
        Queue = host.Services.GetRequiredService<LocalDevices>().Queues.First();
    }

    public ClipModel Model { get; }

    public EncoderPool Pool { get; }

    public DeviceQueue Queue { get; }

    /// <summary>Loads separate towers, the same way as the silo does.</summary>
    public TowerLoader Loader => _host.Services.GetRequiredService<TowerLoader>();

    public static async Task<GrainPath> StartAsync()
    {
        var data = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration[$"{Txt2ImageOptions.Section}:{nameof(Txt2ImageOptions.DataDirectory)}"] = data.Path;
        builder.AddTxt2Image();
        var host = builder.Build();
        await host.StartAsync();
        return new GrainPath(data, host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _data.Dispose();
    }
}
