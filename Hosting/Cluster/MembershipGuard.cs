using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Clustering.Redis;

namespace Txt2Image.Hosting.Cluster;

/// <summary>
/// Ends a silo that is no longer in the membership table. When Redis comes back empty, running silos never write themselves in again, and a new one would
/// form a second cluster beside them. So whoever reads twice, 5 s apart, that it is missing stops, to be started again.
/// </summary>
/// <remarks>
/// All silos look at the same instants of the clock, so that all stop together, before the first of them is back. It ends abruptly: handing grains over
/// needs the table that is gone, and what was acknowledged is durable.
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

    /// <summary>Looks once more.</summary>
    /// <returns>Whether the silo has been missing for two looks in a row; looks at a table that cannot be read do not count.</returns>
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

    /// <summary>Until the next instant that is the same for all silos.</summary>
    internal static TimeSpan UntilNextLook(DateTimeOffset now) => Every - TimeSpan.FromTicks(now.UtcTicks % Every.Ticks);

    /// <summary>Null while the table cannot be read: that is an outage, which silos survive.</summary>
    private async Task<bool?> IsInTableAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = await table.ReadAllAsync(cancellationToken);
            return read.Members.Any(member => member.Item1.SiloAddress.Equals(self.SiloAddress));
        }
        catch (RedisClusteringException)
        {
            // Redis answers, and has no table at all: so it came back empty, and nobody has started since.
            return false;
        }
#pragma warning disable CA1031 // Whatever kept the table from being read, it says nothing about what stands there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Critical, "Redis has lost the cluster's membership: this silo, {Silo}, is not in the table. It ends here, to be started again "
        + "into one cluster with the others")]
    private partial void LogMissing(string silo);
}
