using System.Diagnostics;
using Txt2Image.Cluster.Harness.Local;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>Samples the servers' memory once a second.</summary>
internal sealed class MemoryWatch
{
    /// <summary>How much more memory the last third of the time may use than the middle third, since garbage collection takes its time.</summary>
    private const double MostGrowth = 1.3;

    private const double Megabyte = 1 << 20;

    private readonly Dictionary<string, List<double>> _megabytes = new(StringComparer.Ordinal);

    public bool IsFlat => _megabytes.Values.All(values => Last(values) <= MostGrowth * Middle(values));

    public async Task WatchAsync(LocalCluster cluster, TimeSpan time, CancellationToken cancellationToken)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time; await Task.Delay(
            TimeSpan.FromSeconds(1), cancellationToken))
        {
            foreach (var server in cluster.Servers)
            {
                if (server.Pid is not { } pid)
                {
                    continue;
                }

                using var process = Process.GetProcessById(pid);
                if (!_megabytes.TryGetValue(server.Name, out var values))
                {
                    _megabytes[server.Name] = values = [];
                }

                values.Add(process.WorkingSet64 / Megabyte);
            }
        }
    }

    public override string ToString() =>
        string.Join(", ", _megabytes.Select(server =>
            $"{server.Key} {server.Value[0]:F0} MB, then {Middle(server.Value):F0}, finally {Last(server.Value):F0}"));

    private static double Middle(List<double> values) => Figure.Median(values.Skip(values.Count / 3).Take(Math.Max(1, values.Count / 3)));

    private static double Last(List<double> values) => Figure.Median(values.Skip(values.Count * 2 / 3));
}
