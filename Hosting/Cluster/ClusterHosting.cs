using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using StackExchange.Redis;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Hosting.Cluster;

/// <summary>Makes a process a silo or a client of a cluster whose membership is stored in Redis.</summary>
internal static class ClusterHosting
{
    /// <summary>The exit status of a silo that has lost its membership, for the supervisor that restarts it.</summary>
    private const int LostMembership = 75;

    private const string ServiceId = "txt2image";

    /// <summary>Adds a silo of the cluster. A dead silo is detected within about two seconds, a frozen one within ten.</summary>
    public static ISiloBuilder JoinCluster(this ISiloBuilder silo, ClusterSettings settings)
    {
        silo.UseRedisClustering(options => Configure(options, settings));
        silo.UseEndpoint(settings);
        silo.Configure<ClusterOptions>(options => Name(options, settings));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.NumMissedProbesLimit = 2;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Services.AddSingleton<IHostedService>(services => new MembershipGuard(
            services.GetRequiredService<IMembershipTable>(),
            services.GetRequiredService<ILocalSiloDetails>(),
            services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetRequiredService<TimeProvider>(),
            static () => Environment.Exit(LostMembership),
            services.GetRequiredService<ILogger<MembershipGuard>>()));
        return silo;
    }

    /// <summary>Adds a client of the cluster. It starts even without a silo and notices new and lost silos within a second.</summary>
    public static void AddClusterClient(this IHostApplicationBuilder builder, ClusterSettings settings)
    {
        // The server listens and reports that it is not ready while the client is still looking for a silo.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton<ClusterConnection>();
        builder.Services.AddSingleton<ILifecycleParticipant<IClusterClientLifecycle>>(services => services.GetRequiredService<ClusterConnection>());
        builder.Services.AddSingleton<IClientConnectionRetryFilter>(services => services.GetRequiredService<ClusterConnection>());
        builder.Services.AddSingleton<IReadiness, ClientReadiness>();
        builder.UseOrleansClient(client =>
        {
            client.PropagateTraces();
            client.UseRedisClustering(options => Configure(options, settings));
            client.Configure<ClusterOptions>(options => Name(options, settings));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
            client.Configure<ConnectionOptions>(options =>
            {
                options.OpenConnectionTimeout = TimeSpan.FromSeconds(1);
                options.ConnectionRetryDelay = TimeSpan.FromMilliseconds(200);
            });
            client.Configure<ClientMessagingOptions>(options =>
            {
                options.ResponseTimeout = TimeSpan.FromSeconds(4);
                options.CancelRequestOnTimeout = true;
            });
        });
    }

    /// <summary>Adds Redis as the distributed cache, over a single connection.</summary>
    public static void AddRedisCache(this IServiceCollection services, ClusterSettings settings)
    {
        services.AddStackExchangeRedisCache(_ => { });
        services.AddOptions<RedisCacheOptions>().Configure(options =>
        {
            options.InstanceName = $"{settings.Name}:";
            options.ConnectionMultiplexerFactory = async () => await ConnectionMultiplexer.ConnectAsync(RedisConnections.ForCache(settings.Redis));
        });
    }

    private static void Configure(RedisClusteringOptions options, ClusterSettings settings) =>
        options.ConfigurationOptions = RedisConnections.ForMembership(settings.Redis);

    private static void Name(ClusterOptions options, ClusterSettings settings) => (options.ServiceId, options.ClusterId) = (ServiceId, settings.Name);
}
