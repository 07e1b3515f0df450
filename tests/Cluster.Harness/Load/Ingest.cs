using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>An upload of which not all pictures were acknowledged.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Status">The answer's status; 0 if there was none.</param>
/// <param name="Codes">The error codes in the answer; empty if it has none.</param>
internal sealed record Refusal(long At, int Status, IReadOnlyList<string> Codes)
{
    /// <summary>Whether the answer says what happened to the pictures.</summary>
    public bool IsNamed => Codes.Count > 0;
}

/// <summary>A client that adds pictures at a steady rate, and resends what was not acknowledged.</summary>
internal sealed class Ingest(HttpClient http, string collection, double picturesPerSecond, int most)
{
    private const int BatchSize = 3;
    private const int Senders = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<Refusal> _refusals = new();
    private readonly long _first = Random.Shared.NextInt64(1L << 40) << 16;
    private int _batches;

    public Ledger Ledger { get; } = new();

    public IReadOnlyCollection<Refusal> Refusals => _refusals;

    public string Collection => collection;

    /// <summary>Adds pictures until it is stopped, then tries for a while to finish those that were started.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource();
        await using var ending = cancellationToken.Register(() => end.CancelAfter(Closing));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(started, cancellationToken, end.Token)));
    }

    private async Task SendAsync(long started, CancellationToken stop, CancellationToken end)
    {
        while (!stop.IsCancellationRequested)
        {
            var batch = Interlocked.Increment(ref _batches) - 1;
            if ((batch + 1) * BatchSize > most)
            {
                return;
            }

            var wait = TimeSpan.FromSeconds(batch * BatchSize / picturesPerSecond) - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!stop.IsCancellationRequested)
            {
                await AddAsync(_first + (batch * BatchSize), end);
            }
        }
    }

    private async Task AddAsync(long first, CancellationToken cancellationToken)
    {
        var left = Enumerable.Range(0, BatchSize).Select(i => first + i).Select(number => (Number: number, Bytes: Pictures.Of(number)))
            .ToDictionary(picture => Pictures.IdOf(picture.Bytes));
        foreach (var (id, picture) in left)
        {
            Ledger.Send(id, picture.Number);
        }

        while (left.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            foreach (var id in await TryAsync([.. left.Values], cancellationToken))
            {
                // An id that was never sent is a defect of the service, and must not count as one of these.
                if (left.Remove(id))
                {
                    Ledger.Acknowledge(id);
                }
            }

            if (left.Count > 0)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Sends pictures once.</summary>
    /// <returns>The ids that the service acknowledges.</returns>
    private async Task<IReadOnlyList<Guid>> TryAsync(IReadOnlyList<(long Number, byte[] Bytes)> pictures, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (number, bytes) in pictures)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            form.Add(part, "image", $"{number}.png");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerDeadline);
        try
        {
            using var answer = await http.PostAsync(new Uri($"/collections/{collection}/images", UriKind.Relative), form, deadline.Token);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(deadline.Token);
            if (!answer.IsSuccessStatusCode)
            {
                Refuse((int)answer.StatusCode, [body.GetProperty("code").GetString()!]);
                return [];
            }

            return Read(body);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            Refuse(0, []);
            return [];
        }
    }

    private List<Guid> Read(JsonElement body)
    {
        List<Guid> acknowledged = [];
        List<string> failures = [];
        foreach (var image in body.GetProperty("images").EnumerateArray())
        {
            if (image.GetProperty("status").GetString() == "failed")
            {
                failures.Add(image.GetProperty("error").GetProperty("code").GetString()!);
            }
            else
            {
                acknowledged.Add(image.GetProperty("id").GetGuid());
            }
        }

        if (failures.Count > 0)
        {
            Refuse(200, failures);
        }

        return acknowledged;
    }

    private void Refuse(int status, IReadOnlyList<string> codes) => _refusals.Enqueue(new Refusal(Stopwatch.GetTimestamp(), status, codes));
}
