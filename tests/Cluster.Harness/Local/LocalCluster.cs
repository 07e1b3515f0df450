using System.Diagnostics;
using Txt2Image.Cluster.Harness.Processes;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cluster.Harness.Local;

/// <summary>Redis, a stand-in for Qdrant, silos and an Api: plain processes on free ports of the loopback address.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private const int LinesShown = 15;

    /// <summary>The Redis settings that a cluster needs: only entries with an expiry are evicted.</summary>
    private static readonly string[] RedisSettings = ["--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"];

    /// <summary>
    /// Faults count the log entries of a server, and these come with each request. As variables, whose names have dots, shells drop them.
    /// </summary>
    private static readonly string[] FewLogEntries =
        ["--Logging:LogLevel:Txt2Image.Api.Search=Warning", "--Logging:LogLevel:Txt2Image.Api.Images.Upload=Warning"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan InOrder = TimeSpan.FromSeconds(10);

    private readonly Guard _guard = new();
    private readonly List<IAsyncDisposable> _others = [];
    private readonly HttpClient _health = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ClusterPlan _plan;
    private readonly int _redisPort = FreePort.Next();
    private readonly Dictionary<string, string> _settings;

    private LocalCluster(ClusterPlan plan, Action<string> news)
    {
        _plan = plan;
        Directory.CreateDirectory(plan.Logs);
        Directory.CreateDirectory(plan.Data);
        var storePort = FreePort.Next();
        Redis = new SupervisedProcess("redis", plan.Logs, _guard, () => RedisServer.Describe(_redisPort, plan.Redis, RedisSettings), news);
        Store = new SupervisedProcess(
            "qdrant", plan.Logs, _guard, () => BuiltPrograms.Start(BuiltPrograms.Store, "--port", $"{storePort}", "--data", plan.Store), news);
        if (plan.Proxied)
        {
            Proxies = [Proxy(_redisPort), Proxy(storePort)];
        }

        _settings = Settings(plan, Proxies is [var redis, _] ? redis.Port : _redisPort, Proxies is [_, var store] ? store.Port : storePort);
        Silos = [.. Enumerable.Range(1, plan.Silos).Select(number => new SiloServer(number, plan.Logs, _guard, _settings, news))];
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        Api = NewApi("api", Address, news);
        Membership = new Membership(_redisPort);
        _others.Add(Membership);
    }

    public SupervisedProcess Redis { get; }

    public SupervisedProcess Store { get; }

    public IReadOnlyList<SiloServer> Silos { get; }

    public SupervisedProcess Api { get; }

    /// <summary>The Api's address.</summary>
    public Uri Address { get; }

    /// <summary>The proxies in front of Redis and the vector store; none unless the plan asks for them.</summary>
    public IReadOnlyList<DelayProxy> Proxies { get; } = [];

    public SmallDisk? Disk { get; private set; }

    public Membership Membership { get; }

    /// <summary>All our own servers: the silos and the Api.</summary>
    public IEnumerable<SupervisedProcess> Servers => Silos.Select(silo => silo.Process).Append(Api);

    /// <summary>Starts everything, and waits until requests can be sent.</summary>
    /// <exception cref="HarnessException">It does not become ready.</exception>
    /// <exception cref="ProgramFailedException">A program is missing.</exception>
    public static async Task<LocalCluster> StartAsync(ClusterPlan plan, Action<string> news, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new HarnessException("A cluster of plain processes needs Linux or macOS: Redis does not run on Windows.");
        }

        var cluster = new LocalCluster(plan, news);
        try
        {
            if (plan.DiskBytes is { } bytes)
            {
                cluster._others.Add(cluster.Disk = await SmallDisk.MountAsync(plan.Data, bytes, cluster._guard));
            }

            cluster.Redis.Start();
            cluster.Store.Start();
            foreach (var silo in cluster.Silos)
            {
                silo.Process.Start();
            }

            cluster.Api.Start();
            await cluster.ReadyAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every silo and the Api report that they are ready.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        foreach (var silo in Silos)
        {
            await ReadyAsync(silo, cancellationToken);
        }

        await ReadyAsync(Api, () => Address, cancellationToken);
    }

    public Task ReadyAsync(SiloServer silo, CancellationToken cancellationToken) => ReadyAsync(silo.Process, () => silo.Address, cancellationToken);

    /// <summary>Starts another Api of this cluster, and waits until it is ready. Disposing of it ends it.</summary>
    public async Task<(SupervisedProcess Api, Uri Address)> StartAnotherApiAsync(CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var api = NewApi($"api-{address.Port}", address, _ => { });
        api.Start();
        await ReadyAsync(api, () => address, cancellationToken);
        return (api, address);
    }

    /// <summary>Deletes Redis's data; Redis must be stopped.</summary>
    public void EmptyRedis() => Directory.Delete(_plan.Redis, recursive: true);

    /// <summary>Stops everything in order, the Api first.</summary>
    public async Task StopAsync()
    {
        await Api.TerminateAsync(InOrder);
        await Task.WhenAll(Silos.Select(silo => silo.Process.TerminateAsync(InOrder)));
        await Task.WhenAll(Store.TerminateAsync(InOrder), Redis.TerminateAsync(InOrder));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers.Append(Store).Append(Redis))
        {
            await server.DisposeAsync();
        }

        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        _health.Dispose();
        _guard.Dispose();
    }

    private SupervisedProcess NewApi(string name, Uri address, Action<string> news) => new(
        name,
        _plan.Logs,
        _guard,
        () => BuiltPrograms.Start(BuiltPrograms.Api, ["--urls", address.GetLeftPart(UriPartial.Authority), .. FewLogEntries])
            with { Settings = _settings },
        news);

    private static Dictionary<string, string> Settings(ClusterPlan plan, int redis, int store) => new(StringComparer.Ordinal)
    {
        ["TXT2IMAGE__CLUSTER__REDIS"] = $"127.0.0.1:{redis}",
        ["TXT2IMAGE__VECTORS__KIND"] = "Qdrant",
        ["TXT2IMAGE__VECTORS__QDRANT__URL"] = $"http://127.0.0.1:{store}",
        ["TXT2IMAGE__IMAGES__SHARED"] = "true",
        ["TXT2IMAGE__DATADIRECTORY"] = plan.Data,
        ["TXT2IMAGE__DEVICES__0"] = "cpu",
        ["TXT2IMAGE__DEMO__ENABLED"] = plan.Demo ? "true" : "false",
    };

    private DelayProxy Proxy(int port)
    {
        var proxy = new DelayProxy(port);
        _others.Add(proxy);
        return proxy;
    }

    private async Task ReadyAsync(SupervisedProcess server, Func<Uri> address, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(100, cancellationToken))
        {
            if (await IsReadyAsync(address(), cancellationToken))
            {
                return;
            }
        }

        var end = string.Join('\n', File.ReadLines(server.LogFile).TakeLast(LinesShown));
        throw new HarnessException($"{server.Name} did not become ready. The end of {server.LogFile}:\n{end}");
    }

    private async Task<bool> IsReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _health.GetAsync(new Uri(address, "/health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception)
            when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
