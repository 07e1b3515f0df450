using Microsoft.Extensions.Options;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Calls;

/// <summary>Gives a request the time it may take. What is cancelled by it, and not by the client's leaving, is answered as a timeout.</summary>
internal sealed class Deadlines(IOptions<SearchOptions> options)
{
    private readonly TimeSpan _time = options.Value.Deadline;

    public CancellationTokenSource Start(HttpContext http)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        source.CancelAfter(_time);
        return source;
    }
}
