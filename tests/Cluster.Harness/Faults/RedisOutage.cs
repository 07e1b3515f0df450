using Txt2Image.Cluster.Harness.Load;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Redis is killed, and comes back with its data.</summary>
internal sealed class RedisOutage : Fault
{
    private const double EntriesPerSecond = 3;
    private const double HitRateKept = .95;

    private long _down;
    private long _up;

    public override string Name => "redis-outage";

    public override string Title => "Redis killed for 60 s, back with its data";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        var logged = trial.Cluster.Servers.ToDictionary(server => server, LogEntries.Count);
        var outage = trial.Pace.Outage(60);
        _down = Trial.Now;
        await trial.Cluster.Redis.KillAsync();
        await Task.Delay(outage, cancellationToken);
        foreach (var (server, before) in logged)
        {
            var entries = (LogEntries.Count(server) - before) / outage.TotalSeconds;
            trial.Limit(entries <= EntriesPerSecond, $"{server.Name} writes at most {EntriesPerSecond:F0} log entries per second ({entries:F1})");
        }

        trial.Cluster.Redis.Start();
        await Task.Delay(trial.Pace.Steady, cancellationToken);
        _up = Trial.Now;
        await CacheIsWrittenAsync(trial, cancellationToken);
    }

    public override void Judge(Trial trial)
    {
        var samples = trial.Crowd.Samples;
        var before = samples.Within(0, _down).Where(sample => sample.IsRepeated);
        var after = samples.Within(_up, long.MaxValue).Where(sample => sample.IsRepeated);
        trial.Limit(samples.Failed == 0, "no search fails");
        trial.Require(
            after.HitRate() >= HitRateKept * before.HitRate(),
            $"caches answer as many searches as before ({before.HitRate():P0} before, {after.HitRate():P0} after)");
        trial.Require(trial.Ingest.Refusals.All(refusal => refusal.IsNamed), "ingest continues");
    }

    private static async Task CacheIsWrittenAsync(Trial trial, CancellationToken cancellationToken)
    {
        var before = await trial.Cluster.Membership.CachedAsync();
        var isWritten = await Eventually.HoldsAsync(async () => await trial.Cluster.Membership.CachedAsync() > before, cancellationToken);
        trial.Require(isWritten, "new answers are cached again");
    }
}
