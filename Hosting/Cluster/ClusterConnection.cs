using Microsoft.Extensions.Logging;

namespace Txt2Image.Hosting.Cluster;

/// <summary>Whether this client has reached a silo. Until then it retries once a second, without limit.</summary>
internal sealed partial class ClusterConnection(TimeProvider time, ILogger<ClusterConnection> log)
    : ILifecycleParticipant<IClusterClientLifecycle>, IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int LogEvery = 15;

    private volatile bool _established;
    private int _tries;

    /// <summary>Whether grains can be called. If a silo is lost later, the calls fail.</summary>
    public bool IsEstablished => _established;

    public void Participate(IClusterClientLifecycle lifecycle) => lifecycle.Subscribe(nameof(ClusterConnection), ServiceLifecycleStage.Active, _ =>
    {
        _established = true;
        LogConnected();
        return Task.CompletedTask;
    });

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_tries++ % LogEvery == 0)
        {
            LogWaiting(exception.GetType().Name);
        }

        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Connected to the cluster")]
    private partial void LogConnected();

    [LoggerMessage(LogLevel.Warning, "No silo has been found yet, or Redis does not answer ({Failure}); retrying")]
    private partial void LogWaiting(string failure);
}
