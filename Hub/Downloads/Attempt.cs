namespace Txt2Image.Hub.Downloads;

/// <summary>One try of something that waits for a hub. It ends after 60 s of silence.</summary>
internal sealed class Attempt : IDisposable
{
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _limit;

    public Attempt(CancellationToken cancellationToken)
    {
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _limit.CancelAfter(Silence);
    }

    /// <summary>Stops it, by silence too.</summary>
    public CancellationToken Stop => _limit.Token;

    public bool HasProgressed { get; private set; }

    /// <summary>Something came.</summary>
    public void Progressed()
    {
        HasProgressed = true;
        _limit.CancelAfter(Silence);
    }

    public void Dispose() => _limit.Dispose();
}
