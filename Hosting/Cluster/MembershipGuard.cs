using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Clustering.Redis;

namespace Txt2Image.Hosting.Cluster;

/// <summary>
/// Ends a silo that is no longer in the membership table. If Redis comes back empty, running silos never write themselves back into the table, and a
/// new silo would form a second cluster beside them. So a silo that finds itself missing twice, 5 s apart, exits, and is restarted.
/// </summary>
/// <remarks>
/// All silos check at the same times of the clock, so that all exit together, before the first of them is back. The exit is abrupt: handing over
/// grains needs the table that was lost, and acknowledged writes are durable.
/// </remarks>
internal sealed partial class MembershipGuard(
    IMembershipTable table, ILocalSiloDetails self, IHostApplicationLifetime lifetime, TimeProvider time, Action end, ILogger<MembershipGuard> log)
    : BackgroundService
{
    private const int Enough = 2;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private int _missing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(UntilNextLook(time.GetUtcNow()), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested || !await IsLostAsync(stoppingToken))
            {
                continue;
            }

            LogMissing(self.SiloAddress.ToString());
            end();
            return;
        }
    }

    /// <summary>Checks once more.</summary>
    /// <returns>Whether the silo was missing in two checks in a row; checks that cannot read the table do not count.</returns>
    internal async Task<bool> IsLostAsync(CancellationToken cancellationToken)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }

        _missing = await IsInTableAsync(cancellationToken) switch
        {
            true => 0,
            false => _missing + 1,
            null => _missing,
        };
        return _missing >= Enough;
    }

    /// <summary>The time until the next check, which is the same instant for all silos.</summary>
    internal static TimeSpan UntilNextLook(DateTimeOffset now) => Every - TimeSpan.FromTicks(now.UtcTicks % Every.Ticks);

    /// <summary>Null while the table cannot be read. That is an outage, which silos survive.</summary>
    private async Task<bool?> IsInTableAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = await table.ReadAllAsync(cancellationToken);
            return read.Members.Any(member => member.Item1.SiloAddress.Equals(self.SiloAddress));
        }
        catch (RedisClusteringException)
        {
            // Redis answers but has no table: it came back empty, and no silo has started since.
            return false;
        }
#pragma warning disable CA1031 // A table that cannot be read says nothing about its content.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Critical, "Redis has lost the cluster's membership: this silo, {Silo}, is not in the table. It exits, so that it can be "
        + "restarted into one cluster with the others")]
    private partial void LogMissing(string silo);
}
