using System.Collections.Concurrent;
using System.Diagnostics;

namespace Txt2Image.Bench.Exports;

/// <summary>Clients that search a server, each sending its next text when it has its answer.</summary>
/// <param name="http">The server.</param>
/// <param name="texts">The texts.</param>
/// <param name="clients">How many clients there are.</param>
/// <param name="window">How long they search.</param>
internal sealed class SearchLoad(HttpClient http, NewTexts texts, int clients, TimeSpan window)
{
    private readonly ConcurrentBag<double> _milliseconds = [];

    public static Task<double> RunAsync(HttpClient http, NewTexts texts, int clients, TimeSpan window) =>
        new SearchLoad(http, texts, clients, window).RunAsync();

    /// <returns>Answers per second. Those that come after the window do not count.</returns>
    public async Task<double> RunAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => SearchAsync(started))));
        return counts.Sum() / window.TotalSeconds;
    }

    /// <summary>The time within which a share of all answers came.</summary>
    public double Quantile(double share) => _milliseconds.Order().ElementAt((int)(share * (_milliseconds.Count - 1)));

    private async Task<int> SearchAsync(long started)
    {
        for (var count = 0; ; count++)
        {
            var sent = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri($"/search?q={Uri.EscapeDataString(texts.Next())}&k=10", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            if (Stopwatch.GetElapsedTime(started) > window)
            {
                return count;
            }

            _milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
    }
}
