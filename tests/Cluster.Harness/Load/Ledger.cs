using System.Collections.Concurrent;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>Records what was sent, and what the service acknowledged.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Guid, long> _sent = new();
    private readonly ConcurrentDictionary<Guid, long> _acknowledged = new();

    public int Sent => _sent.Count;

    public int Acknowledged => _acknowledged.Count;

    public IReadOnlyCollection<Guid> AcknowledgedIds => [.. _acknowledged.Keys];

    /// <summary>The number of the picture with this id.</summary>
    public long NumberOf(Guid id) => _acknowledged[id];

    public void Send(Guid id, long number) => _sent[id] = number;

    public void Acknowledge(Guid id) => _acknowledged[id] = _sent[id];
}
