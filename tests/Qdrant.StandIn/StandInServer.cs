using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>
/// Behaves like Qdrant to a client, on a real port: its calls, its errors, its durability, and failures on demand. It searches every point, so its
/// answers are exact, unless its options say otherwise. It replaces a server in tests; it is not one.
/// </summary>
public sealed class StandInServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Engine _engine;
    private readonly bool _ownsEngine;

    private StandInServer(WebApplication app, Engine engine, bool ownsEngine, Faults faults, CallLog calls)
    {
        _app = app;
        _engine = engine;
        _ownsEngine = ownsEngine;
        Faults = faults;
        Calls = calls;
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>The address on which it listens.</summary>
    public Uri Url { get; }

    /// <summary>The failures to inject.</summary>
    public Faults Faults { get; }

    /// <summary>The calls it has received.</summary>
    public CallLog Calls { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="other">Another node of the same cluster, which has the same points; it must end last.</param>
    public static async Task<StandInServer> StartAsync(StandInOptions options, StandInServer? other = null)
    {
        var engine = other?._engine ?? new Engine(options.DataDirectory);
        var faults = new Faults();
        var calls = new CallLog();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        builder.Services.AddSingleton(options).AddSingleton(engine).AddSingleton(faults).AddSingleton(calls).AddSingleton<Gate>();
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<Gate>());
        var app = builder.Build();
        app.MapGrpcService<HealthService>();
        app.MapGrpcService<CollectionsService>();
        app.MapGrpcService<PointsService>();
        await app.StartAsync();
        return new StandInServer(app, engine, other is null, faults, calls);
    }

    /// <summary>Creates a collection as another program would.</summary>
    /// <param name="collection">Its name.</param>
    /// <param name="points">Ids (whole numbers or UUIDs) and payloads of texts, numbers and booleans.</param>
    public void Seed(string collection, IEnumerable<(object Id, IReadOnlyDictionary<string, object?> Payload)> points)
    {
        var vectors = new Wire.VectorsConfig { Params = new Wire.VectorParams { Size = 2, Distance = Wire.Distance.Cosine } };
        _engine.Do(new Wire.CreateCollection { CollectionName = collection, VectorsConfig = vectors });
        foreach (var (id, payload) in points)
        {
            var point = new Wire.PointStruct { Id = PointKey.Read(id), Vectors = Vectors([1f, 0f]) };
            foreach (var (key, value) in payload)
            {
                point.Payload[key] = ToValue(value);
            }

            _engine.Do(new Wire.UpsertPoints { CollectionName = collection, Wait = true, Points = { point } });
        }
    }

    /// <summary>The names of all collections.</summary>
    public IReadOnlyList<string> Collections => [.. _engine.List()];

    /// <summary>The payload keys of a collection that have an index.</summary>
    public IReadOnlyList<string> IndexesOf(string collection) => _engine.Read(collection, stored => stored.Indexes.Keys.ToArray());

    /// <summary>Removes all indexes of a collection, but not from the disk.</summary>
    public void RemoveIndexes(string collection) => _engine.Read(collection, stored =>
    {
        stored.Indexes.Clear();
        return true;
    });

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <summary>Stops it abruptly, without notice to connected clients. Another node of its cluster keeps its points.</summary>
    public async Task KillAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_ownsEngine)
        {
            _engine.Dispose();
        }
    }

    internal static Wire.Vectors Vectors(IEnumerable<float> values) =>
        new() { Vector = new Wire.Vector { Dense = new Wire.DenseVector { Data = { values } } } };

    private static Wire.Value ToValue(object? value) => value switch
    {
        null => new() { NullValue = Wire.NullValue.NullValue },
        string text => new() { StringValue = text },
        bool truth => new() { BoolValue = truth },
        double number => new() { DoubleValue = number },
        IConvertible number => new() { IntegerValue = number.ToInt64(null) },
        _ => throw new ArgumentException($"{value.GetType()} is not a payload value.", nameof(value)),
    };
}
