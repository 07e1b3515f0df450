using Microsoft.Extensions.Logging;

namespace Txt2Image.Hosting.Cluster;

/// <summary>Whether this client has reached a silo yet; until then it tries once a second, for as long as it takes.</summary>
internal sealed partial class ClusterConnection(TimeProvider time, ILogger<ClusterConnection> log)
    : ILifecycleParticipant<IClusterClientLifecycle>, IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int TellEvery = 15;

    private volatile bool _established;
    private int _tries;

    /// <summary>Grains can be called. A silo that is lost later shows in the calls' failures.</summary>
    public bool IsEstablished => _established;

    public void Participate(IClusterClientLifecycle lifecycle) => lifecycle.Subscribe(nameof(ClusterConnection), ServiceLifecycleStage.Active, _ =>
    {
        _established = true;
        LogConnected();
        return Task.CompletedTask;
    });

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_tries++ % TellEvery == 0)
        {
            LogWaiting(exception.GetType().Name);
        }

        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Connected to the cluster")]
    private partial void LogConnected();

    [LoggerMessage(LogLevel.Warning, "No silo is there yet, or Redis does not answer ({Failure}); this goes on trying")]
    private partial void LogWaiting(string failure);
}
