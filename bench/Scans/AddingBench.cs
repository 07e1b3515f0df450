using System.Collections.Concurrent;
using System.Diagnostics;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>Measures what questions wait for while points are added: a store on disk, quiet and under a thousand adds a second, in turns.</summary>
internal sealed class AddingBench : IAsyncDisposable
{
    private const double Target = 2;
    private const double MemoryTarget = 1.1;
    private const int AddsPerSecond = 1000;
    private const int FillBatch = 4096;
    private const int RoundCount = 3;
    private static readonly int[] Callers = [1, 8];
    private static readonly TimeSpan BetweenAdds = TimeSpan.FromMilliseconds(10);

    // What a caller does between its questions, so that questions do not come in step with writes.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(40);

    private readonly TemporaryFolder _folder = new();
    private readonly TestVectors _vectors;
    private readonly EmbeddedVectorStore _store;
    private readonly Random _random = new(7);
    private Guid _collection;
    private int _points;

    private AddingBench(TestVectors vectors, EmbeddedVectorStore store, TemporaryFolder folder) =>
        (_vectors, _store, _folder) = (vectors, store, folder);

    public static async Task RunAsync(TextWriter output, int rows, TestVectors vectors, int seconds)
    {
        output.WriteLine($"## Questions while points are added: {rows / 1000}k points of {vectors.Dimension} dimensions in a store on disk\n");
        if (TestRows.BytesOf(rows, vectors.Dimension) * 3 / 2 > Machine.FreeMemory())
        {
            output.WriteLine("Skipped: not enough free memory.\n");
            return;
        }

        var folder = new TemporaryFolder();
        await using var bench = new AddingBench(vectors, await EmbeddedVectorStore.OpenAsync(folder.Path, TimeProvider.System, default), folder);
        await bench.FillAsync(rows);
        var memory = bench.MemoryLine();
        var table = new Table("callers", "", "adds/s", "add p99 ms", "questions/s", "p50 ms", "p99 ms", "x quiet p99");
        foreach (var callers in Callers)
        {
            Progress.Report($"asking, {callers} at a time");
            await bench.MeasureAsync(callers, TimeSpan.FromSeconds(seconds), table);
        }

        table.Print(output);
        output.WriteLine(memory);
        output.WriteLine(bench.MemoryLine() + "\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task FillAsync(int rows)
    {
        Progress.Report($"filling a store with {rows} points");
        var (collection, _) = await _store.CreateAsync(new NewCollection("bench", "model", "A model", _vectors.Dimension), default);
        _collection = collection.Id;
        for (var left = rows; left > 0; left -= FillBatch)
        {
            await AddAsync(Math.Min(left, FillBatch));
        }
    }

    private async Task MeasureAsync(int callers, TimeSpan each, Table table)
    {
        var (quiet, adding) = (new Load(), new Load());
        for (var round = 0; round < RoundCount; round++)
        {
            await quiet.RunAsync(each, callers, AskAsync, null);
            await adding.RunAsync(each, callers, AskAsync, AddAsync);
        }

        table.Add([$"{callers}", "quiet", .. quiet.Cells(), ""]);
        table.Add([$"{callers}", "adding", .. adding.Cells(), Against(adding.P99 / quiet.P99)]);

        static string Against(double ratio) => $"{Figure.Number(ratio)} (target {Target:F0}: {(ratio <= Target ? "met" : "missed")})";
    }

    private Task AskAsync(int number) => _store.SearchAsync(_collection, _vectors.Question(number), TogetherBench.K, null, null, null, default);

    private async Task AddAsync(int count)
    {
        var points = new Point[count];
        var id = new byte[16];
        for (var i = 0; i < count; i++)
        {
            var vector = new float[_vectors.Dimension];
            _vectors.Row(_random, vector);
            _random.NextBytes(id);
            points[i] = new Point(new Guid(id), vector, new Payload([$"holiday/{_points++}.jpg"], null, null, 800, 600, "image/jpeg", 100_000));
        }

        await _store.UpsertAsync(_collection, points, default);
    }

    private string MemoryLine()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var vectors = 5.0 * _points * _vectors.Dimension;
        var resident = Environment.WorkingSet;
        return $"- {_points} points: resident {Figure.Number(resident / 1e6)} MB, {Figure.Number(resident / vectors)} times codes and floats "
            + $"({Figure.Number(vectors / 1e6)} MB; target {MemoryTarget:F1}), "
            + $"{Figure.Number((resident - vectors) / _points)} bytes a point above them.";
    }

    /// <summary>Callers that ask, and somebody who adds, for some seconds at a time.</summary>
    private sealed class Load
    {
        private readonly ConcurrentBag<double> _questions = [];
        private readonly ConcurrentBag<double> _adds = [];
        private double _seconds;
        private int _number;
        private int _added;

        public double P99 => Percentile(_questions, .99);

        public IEnumerable<string> Cells() => new[]
        {
            _added / _seconds, Percentile(_adds, .99), _questions.Count / _seconds, Percentile(_questions, .5), P99,
        }.Select(Figure.Number);

        public async Task RunAsync(TimeSpan length, int callers, Func<int, Task> ask, Func<int, Task>? add)
        {
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(
                [.. Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)), add is null ? Task.CompletedTask : Task.Run(KeepAddingAsync)]);
            _seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;

            async Task CallAsync()
            {
                while (Stopwatch.GetElapsedTime(started) < length)
                {
                    var number = Interlocked.Increment(ref _number);
                    var asked = Stopwatch.GetTimestamp();
                    await ask(number);
                    _questions.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                    await Task.Delay(new Random(number).NextDouble() * LongestPause);
                }
            }

            async Task KeepAddingAsync()
            {
                var added = 0;
                for (var at = TimeSpan.Zero; at < length; at = Stopwatch.GetElapsedTime(started))
                {
                    var due = (int)(at.TotalSeconds * AddsPerSecond) - added;
                    if (due > 0)
                    {
                        await add(due);
                        _adds.Add((Stopwatch.GetElapsedTime(started) - at).TotalMilliseconds);
                        added += due;
                    }

                    await Task.Delay(BetweenAdds);
                }

                _added += added;
            }
        }

        private static double Percentile(ConcurrentBag<double> values, double share)
        {
            var sorted = values.Order().ToArray();
            return sorted.Length == 0 ? 0 : sorted[(int)(share * (sorted.Length - 1))];
        }
    }
}
