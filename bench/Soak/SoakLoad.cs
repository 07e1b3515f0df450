using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Txt2Image.Bench.Ingesting;
using Txt2Image.Bench.Retrieval;
using Txt2Image.Client;

namespace Txt2Image.Bench.Soak;

/// <summary>The pace of a load.</summary>
/// <param name="Searches">Searches per second.</param>
/// <param name="Uploads">Uploads per second, and as many deletes.</param>
/// <param name="K">How many images each search asks for.</param>
internal sealed record SoakPace(int Searches, int Uploads, int K);

/// <summary>What a load did in a minute.</summary>
/// <param name="Milliseconds">The duration of each search that succeeded.</param>
/// <param name="Failed">Requests of any kind that failed.</param>
/// <param name="Uploads">Images added.</param>
internal sealed record SoakMinute(double[] Milliseconds, long Failed, long Uploads)
{
    /// <summary>The duration that this share of the searches did not exceed.</summary>
    public double Percentile(double share) =>
        Milliseconds.Length == 0 ? 0 : Milliseconds.Order().ElementAt((int)(share * (Milliseconds.Length - 1)));
}

/// <summary>
/// An ordinary day: of the searches 60% are new, 10% have a filter, and the others repeat; images are added and the oldest ones deleted. Each request
/// starts on time, whether or not the others have ended.
/// </summary>
internal sealed class SoakLoad(Txt2ImageClient client, SoakPace pace)
{
    /// <summary>How many images the collection has.</summary>
    public const int Images = 900;

    private const string Collection = "soak";
    private const int FieldCount = 10;
    private const int Repeated = 200;

    private readonly Txt2ImageClient _client = client.With(RetryPolicy.None);
    private readonly JpegPool _pool = new(seed: 5, shortest: 384, longest: 800);
    private readonly string[] _texts = [.. Questions.Captions().Select(caption => caption.Text)];
    private readonly ConcurrentQueue<Guid> _oldestFirst = new();
    private ConcurrentBag<double> _milliseconds = [];
    private long _failed;
    private long _uploads;
    private int _number;

    /// <summary>Adds the collection's images.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await _client.CreateCollectionAsync(Collection, cancellationToken: cancellationToken);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Images),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (_, token) => await AddAsync(token));
    }

    /// <summary>Runs until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        EveryAsync(pace.Searches, SearchAsync, cancellationToken),
        EveryAsync(pace.Uploads, AddAsync, cancellationToken),
        EveryAsync(pace.Uploads, DeleteAsync, cancellationToken));

    /// <summary>What happened since the last call.</summary>
    public SoakMinute TakeMinute() =>
        new([.. Interlocked.Exchange(ref _milliseconds, [])], Interlocked.Exchange(ref _failed, 0), Interlocked.Exchange(ref _uploads, 0));

    private async Task EveryAsync(int perSecond, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var done = 0L; perSecond > 0 && !cancellationToken.IsCancellationRequested;)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond); done < due; done++)
            {
                _ = CountAsync(act);
            }

            await Task.Delay(2, CancellationToken.None);
        }
    }

    private async Task CountAsync(Func<CancellationToken, Task> act)
    {
        try
        {
            await act(CancellationToken.None);
        }
        catch (Txt2ImageClientException)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        var draw = Random.Shared.NextDouble();
        var text = _texts[Random.Shared.Next(draw < .6 ? _texts.Length : Repeated)];
        var request = new SearchRequest
        {
            Text = draw < .6 ? $"{text} {Random.Shared.Next()}" : text,
            Collection = Collection,
            K = pace.K,
            Filter = draw >= .9 ? SearchFilter.Range("field0", min: Random.Shared.Next(100)) : null,
        };
        var started = Stopwatch.GetTimestamp();
        await _client.SearchAsync(request, cancellationToken);
        _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        var fields = new JsonObject();
        for (var i = 0; i < FieldCount; i++)
        {
            fields[$"field{i}"] = i % 2 == 0 ? number % 100 : $"value {number} of field {i}";
        }

        var upload = ImageUpload.FromBytes($"folder/{number}.jpg", _pool.Of(number)) with
        {
            Caption = $"picture {number}",
            Fields = fields.ToJsonString(),
        };
        var answer = await _client.AddImagesAsync(Collection, [upload], cancellationToken: cancellationToken);
        if (answer.Images[0] is { Status: ImageStatus.Added, Id: { } id })
        {
            Interlocked.Increment(ref _uploads);
            _oldestFirst.Enqueue(id);
        }
        else
        {
            Interlocked.Increment(ref _failed);
        }
    }

    private Task DeleteAsync(CancellationToken cancellationToken) =>
        _oldestFirst.Count > Images && _oldestFirst.TryDequeue(out var id)
            ? _client.DeleteImageAsync(Collection, id, cancellationToken)
            : Task.CompletedTask;
}
