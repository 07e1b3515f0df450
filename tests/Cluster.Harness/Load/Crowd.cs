using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>
/// Sends requests at a rate that does not depend on the answers, as people do: a request that is due while the service stalls is sent anyway, and
/// timed from when it was due.
/// </summary>
internal sealed class Crowd(HttpClient http, Func<Question> next, double perSecond, int mostAtOnce)
{
    /// <summary>The longest time that an answer may take.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>The longest delay of this client in sending a request; a later one is not sent, and counts as the client's own failure.</summary>
    private static readonly TimeSpan MostLate = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentQueue<Sample> _samples = new();
    private int _underWay;

    public Samples Samples => new(_samples);

    /// <summary>The number of requests that this client could not send on time.</summary>
    public int NotSent { get; private set; }

    /// <summary>Sends requests until it is stopped, then waits for the outstanding answers.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var period = Stopwatch.Frequency / perSecond;
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0L; !cancellationToken.IsCancellationRequested;)
        {
            var due = started + (long)(sent * period);
            if (due > Stopwatch.GetTimestamp())
            {
                await Task.Delay(Tick, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            sent++;
            if (Volatile.Read(ref _underWay) < mostAtOnce && Stopwatch.GetElapsedTime(due) < MostLate)
            {
                _ = AskAsync(due);
            }
            else
            {
                NotSent++;
            }
        }

        while (Volatile.Read(ref _underWay) > 0)
        {
            await Task.Delay(Tick, CancellationToken.None);
        }
    }

    /// <summary>Asks one question now.</summary>
    public static async Task<Sample> AskAsync(HttpClient http, Question question, long due)
    {
        using var deadline = new CancellationTokenSource();
        deadline.CancelAfter(Deadline - Stopwatch.GetElapsedTime(due));
        try
        {
            using var answer = await http.GetAsync(new Uri(question.Path, UriKind.Relative), deadline.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(deadline.Token);
            return new(
                question.IsRepeated,
                due,
                Stopwatch.GetTimestamp(),
                (int)answer.StatusCode,
                answer.Headers.RetryAfter is not null,
                answer.IsSuccessStatusCode && body.AsSpan().IndexOf("\"cache\":\"none\""u8) < 0,
                answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.TooManyRequests ? null : DetailOf(body));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new(question.IsRepeated, due, Stopwatch.GetTimestamp(), 0, false, false, exception.GetType().Name);
        }
    }

    private static string? DetailOf(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task AskAsync(long due)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            // Runs on the thread pool, so that the client's own work for a question does not delay the next one.
            await Task.Yield();
            _samples.Enqueue(await AskAsync(http, next(), due));
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
