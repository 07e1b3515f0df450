using Grpc.Core;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>The failures to inject. Methods are named like <c>Points/Upsert</c>.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];

    /// <summary>The delay before every answer.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Makes the next calls of a method fail.</summary>
    /// <param name="method">The method.</param>
    /// <param name="code">The status code.</param>
    /// <param name="times">The number of calls.</param>
    /// <param name="retryAfter">The value of the trailer <c>retry-after</c>; null for none.</param>
    /// <param name="afterwards">Whether the call is executed and only its answer is lost.</param>
    public void Fail(string method, StatusCode code, int times = 1, string? retryAfter = null, bool afterwards = false) =>
        Plan(method, times, new Planned(method) { Code = code, RetryAfter = retryAfter, Afterwards = afterwards });

    /// <summary>Makes the next writes of a method succeed, but be acknowledged as not finished in time.</summary>
    public void NotFinish(string method, int times = 1) => Plan(method, times, new Planned(method) { NotFinished = true });

    /// <summary>Never answers the next calls of a method: they end only when their caller gives up.</summary>
    public void Hang(string method, int times = 1) => Plan(method, times, new Planned(method) { Hangs = true });

    /// <summary>Cancels the planned failures.</summary>
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
