using System.Collections.Concurrent;

namespace Txt2Image.Hub.StandIn;

/// <summary>What goes wrong with the stand-in's answers. Each fault is used up by one request.</summary>
public sealed class StandInFaults
{
    private readonly ConcurrentQueue<(string End, Fault Fault)> _faults = new();

    /// <summary>Ends the next answer for a path with this ending after some bytes.</summary>
    public void Cut(string path, int after) => _faults.Enqueue((path, new(CutAfter: after)));

    /// <summary>Changes a byte of the next answer.</summary>
    public void Damage(string path) => _faults.Enqueue((path, new(Damages: true)));

    /// <summary>Answers the next request with a status.</summary>
    public void Answer(string path, int status, int? retryAfter = null) => _faults.Enqueue((path, new(Status: status, RetryAfter: retryAfter)));

    /// <summary>Whether parts are sent as whole files.</summary>
    public bool IgnoresRanges { get; set; }

    /// <summary>Waits before every part of 64 kB.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The status to answer a request with; null for the right answer.</summary>
    internal Fault? TakeStatus(string path) => Take(path, static fault => fault.Status is not null);

    /// <summary>What goes wrong with the bytes of a file.</summary>
    internal Fault? TakeBytes(string path) => Take(path, static fault => fault.Status is null);

    private Fault? Take(string path, Func<Fault, bool> isWanted)
    {
        for (var i = _faults.Count; i > 0 && _faults.TryDequeue(out var next); i--)
        {
            if (path.EndsWith(next.End, StringComparison.Ordinal) && isWanted(next.Fault))
            {
                return next.Fault;
            }

            _faults.Enqueue(next);
        }

        return null;
    }

    internal sealed record Fault(int? CutAfter = null, bool Damages = false, int? Status = null, int? RetryAfter = null);
}
