using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Search.Watching;

/// <summary>Limits the standing questions of this process.</summary>
internal sealed class WatchGate(IOptions<SearchOptions> options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private int _open;

    /// <summary>How many there are.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes a place for one. Disposing of it returns it.</summary>
    /// <exception cref="Txt2ImageException">Overloaded.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _open) <= options.Value.MaxWatchers)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _open);
        throw new Txt2ImageException(
            ErrorCode.Overloaded,
            $"This server already serves {options.Value.MaxWatchers} standing questions (Search:MaxWatchers): try again later.")
        {
            RetryAfter = RetryAfter,
        };
    }

    private sealed class Place(WatchGate gate) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref gate._open);
    }
}
