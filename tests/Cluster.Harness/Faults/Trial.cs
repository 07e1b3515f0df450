using System.Diagnostics;
using System.Net.Http.Headers;
using Txt2Image.Cluster.Harness.Load;
using Txt2Image.Cluster.Harness.Local;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>A cluster under load, and the results of checking it while a fault is injected.</summary>
internal sealed class Trial : IAsyncDisposable
{
    private const int StillPictures = 120;
    private const int MostPictures = 900;
    private const int MostAtOnce = 3000;
    private const int WarmingAtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<Check> _checks = [];
    private readonly List<string> _notes = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _load = Task.CompletedTask;

    private Trial(LocalCluster cluster, Pace pace)
    {
        Cluster = cluster;
        Pace = pace;
        Http = new HttpClient { BaseAddress = cluster.Address, Timeout = TimeSpan.FromMinutes(1) };
        var name = $"{Random.Shared.Next():x8}";
        (Still, Growing) = ($"still-{name}", $"growing-{name}");
        Mixture = new Mixture(Still, Growing);
        Crowd = new Crowd(Http, Mixture.Next, pace.PerSecond, MostAtOnce);
        Ingest = new Ingest(Http, Growing, pace.PicturesPerSecond, MostPictures);
    }

    public LocalCluster Cluster { get; }

    public Pace Pace { get; }

    public HttpClient Http { get; }

    public Mixture Mixture { get; }

    public Crowd Crowd { get; }

    public Ingest Ingest { get; }

    public IReadOnlyList<Check> Checks => _checks;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A collection to which nothing is added.</summary>
    private string Still { get; }

    private string Growing { get; }

    /// <summary>The current time, on the clock of samples.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    /// <summary>Fills a collection, asks every question that will be repeated, and starts the load.</summary>
    public static async Task<Trial> StartAsync(LocalCluster cluster, Pace pace, CancellationToken cancellationToken)
    {
        var trial = new Trial(cluster, pace);
        try
        {
            await trial.FillAsync(cancellationToken);
            await trial.WarmAsync(cancellationToken);
            trial._load =
                Task.WhenAll(Task.Run(() => trial.Crowd.RunAsync(trial._stop.Token), cancellationToken), trial.Ingest.RunAsync(trial._stop.Token));
            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    /// <summary>Requires a condition that must hold regardless of timing.</summary>
    public void Require(bool holds, string what) => _checks.Add(new Check(what, holds, Counts: true));

    /// <summary>Requires a condition that may fail on a busy machine.</summary>
    public void Limit(bool holds, string what) => _checks.Add(new Check(what, holds, Pace.IsTimed));

    public void Note(string what) => _notes.Add(what);

    /// <summary>Waits until a question that no cache can answer is answered.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> RecoveredAsync(CancellationToken cancellationToken)
    {
        var from = Now;
        while (Stopwatch.GetElapsedTime(from) < Patience)
        {
            var question = Mixture.Next();
            if (!question.IsRepeated && (await Crowd.AskAsync(Http, question, Now)).Succeeded)
            {
                return Stopwatch.GetElapsedTime(from);
            }

            await Task.Delay(50, cancellationToken);
        }

        Require(false, $"searches are answered again within {Patience.TotalSeconds:F0} s");
        return Stopwatch.GetElapsedTime(from);
    }

    /// <summary>Stops the load, and lets the client finish what it has to repeat.</summary>
    public async Task EndLoadAsync()
    {
        await _stop.CancelAsync();
        await _load;
    }

    public async ValueTask DisposeAsync()
    {
        await EndLoadAsync();
        _stop.Dispose();
        Http.Dispose();
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in new[] { Still, Growing })
        {
            using var created = await Http.PutAsync(new Uri($"/collections/{collection}", UriKind.Relative), content: null, cancellationToken);
            if (!created.IsSuccessStatusCode)
            {
                throw new HarnessException($"A collection could not be created: {await created.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }

        using var form = new MultipartFormDataContent();
        foreach (var number in Enumerable.Range(0, StillPictures))
        {
            var part = new ByteArrayContent(Pictures.Of(number));
            part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            form.Add(part, "image", $"{number}.png");
        }

        using var filled = await Http.PostAsync(new Uri($"/collections/{Still}/images", UriKind.Relative), form, cancellationToken);
        var answer = await filled.Content.ReadAsStringAsync(cancellationToken);
        if (!filled.IsSuccessStatusCode || answer.Contains("\"failed\"", StringComparison.Ordinal))
        {
            throw new HarnessException($"A collection could not be filled: {answer}");
        }
    }

    /// <summary>Asks more than once, since an answer may come from the version before the last picture was added.</summary>
    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        var failed = 0;
        foreach (var round in Enumerable.Range(0, 2))
        {
            await Parallel.ForEachAsync(
                Mixture.Known,
                new ParallelOptions { MaxDegreeOfParallelism = WarmingAtOnce, CancellationToken = cancellationToken },
                async (question, _) =>
                {
                    if (!(await Crowd.AskAsync(Http, question, Now)).Succeeded)
                    {
                        Interlocked.Increment(ref failed);
                    }
                });
        }

        if (failed > 0)
        {
            throw new HarnessException($"{failed} searches failed before anything was broken.");
        }
    }
}
