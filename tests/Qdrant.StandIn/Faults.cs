using Grpc.Core;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>The failures that the server is to show. Methods are named as <c>Points/Upsert</c>.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];

    /// <summary>How long every call waits before it is answered.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Lets the next calls of a method fail.</summary>
    /// <param name="method">The method.</param>
    /// <param name="code">With what.</param>
    /// <param name="times">How many of them.</param>
    /// <param name="retryAfter">The trailer of that name, or null.</param>
    /// <param name="afterwards">Whether the call is carried out and only its answer lost.</param>
    public void Fail(string method, StatusCode code, int times = 1, string? retryAfter = null, bool afterwards = false) =>
        Plan(method, times, new Planned(method) { Code = code, RetryAfter = retryAfter, Afterwards = afterwards });

    /// <summary>Lets the next writes of a method be carried out, but acknowledged as not finished in time.</summary>
    public void NotFinish(string method, int times = 1) => Plan(method, times, new Planned(method) { NotFinished = true });

    /// <summary>Holds the next calls of a method back for good: they end only with their caller's patience.</summary>
    public void Hang(string method, int times = 1) => Plan(method, times, new Planned(method) { Hangs = true });

    /// <summary>Forgets what is planned.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
        }

        Delay = TimeSpan.Zero;
    }

    internal Planned? Take(string method)
    {
        lock (_lock)
        {
            var next = _planned.Find(planned => planned.Method == method);
            if (next is not null)
            {
                _planned.Remove(next);
            }

            return next;
        }
    }

    private void Plan(string method, int times, Planned planned)
    {
        lock (_lock)
        {
            for (var i = 0; i < times; i++)
            {
                _planned.Add(planned with { });
            }
        }
    }

    internal sealed record Planned(string Method)
    {
        public StatusCode Code { get; init; }

        public string? RetryAfter { get; init; }

        public bool Afterwards { get; init; }

        public bool NotFinished { get; init; }

        public bool Hangs { get; init; }
    }
}
