using System.Diagnostics;
using Txt2Image.Bench.Core;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>Measures what a question costs when many are asked at once and share a pass, beside one after the other and the read of memory.</summary>
internal static class TogetherBench
{
    public const int K = 10;
    private const double Target = 3;
    private const int RoundCount = 9;
    private const int Few = 4;
    private static readonly int[] AtOnce = [1, 8, 32, 64];

    public static void Run(TextWriter output, IReadOnlyList<int> sizes, IReadOnlyList<string> kinds, int dimension)
    {
        output.WriteLine($"## Questions at once: passes over the int8 codes ({Workers.Most} threads, {dimension} dimensions, top {K})\n");
        var reads = new Table(
            "rows", "data", "high plane MB", "read alone ms", "read alone GB/s", "lone question ms", "read / lone question", "both planes");
        var table = new Table(
            "rows", "data", "at once", "ms each", "best ms each", "processor ms each", "questions/s", "x one at a time", "equal to brute force");
        foreach (var rowCount in sizes)
        {
            foreach (var kind in kinds)
            {
                if (TestRows.Make(new TestVectors(kind, dimension), rowCount, output) is { } rows)
                {
                    Measure(rows, table, reads);
                }

                GC.Collect();
            }
        }

        table.Print(output);
        reads.Print(output);
    }

    private static void Measure(TestRows rows, Table table, Table reads)
    {
        var questions = rows.Vectors.Questions(0, AtOnce.Max());
        Progress.Report("comparing with brute force");
        var expected = BruteForce.Answers(rows, questions, K);

        // Asked once before, so that the compiler is done.
        Ask(rows.Index, questions);
        var equal = AtOnce.ToDictionary(count => count, count => Ask(rows.Index, questions[..count]).Zip(expected).Count(Same));
        Progress.Report("measuring");
        var round = 0;
        var processor = AtOnce.ToDictionary(count => count, _ => new List<double>());
        var figures = Rounds.Run(
            RoundCount,
            [
                () => Seconds(() => Workers.ForBlocks(Workers.Most, rows.Blocks, block => MemoryRead.Run(rows.High(block)))),
                .. AtOnce.Select(count => (Func<double>)(() => Measured(count))),
            ]);
        var size = $"{rows.Index.Rows / 1000}k";
        foreach (var (i, count) in AtOnce.Index())
        {
            var faster = Figure.Ratio(figures[1], figures[i + 1]);
            table.Add(
                size,
                rows.Vectors.Kind,
                $"{count}",
                Figure.Number(Figure.Median(figures[i + 1]) * 1000),
                Figure.Number(figures[i + 1].Min() * 1000),
                Figure.Number(processor[count].Min() * 1000),
                Figure.Number(1 / Figure.Median(figures[i + 1])),
                count == 32 ? Figure.Against(faster, Target) : Figure.Number(faster),
                $"{equal[count]} of {count}");
        }

        reads.Add(
            size,
            rows.Vectors.Kind,
            Figure.Number(rows.HighBytes / 1e6),
            Figure.Number(Figure.Median(figures[0]) * 1000),
            Figure.Number(rows.HighBytes / 1e9 / Figure.Median(figures[0])),
            Figure.Number(Figure.Median(figures[1]) * 1000),
            Figure.Share(Figure.Ratio(figures[0], figures[1])),
            UsesBothPlanes(rows, questions[0]) ? "yes" : "no");

        double Measured(int count)
        {
            var before = Environment.CpuUsage.TotalTime;
            var seconds = SecondsEach(rows.Index, questions, count, round++);
            processor[count].Add((Environment.CpuUsage.TotalTime - before).TotalSeconds / Math.Max(count, Few));
            return seconds;
        }
    }

    private static bool Same((ScanResult Found, (Guid Id, float Score)[] Expected) answers) =>
        answers.Found.Hits.Select(hit => (hit.Id, hit.Score)).SequenceEqual(answers.Expected);

    private static bool UsesBothPlanes(TestRows rows, float[] question)
    {
        var codes = new QueryCodes(question.Length);
        codes.Reserve(1);
        return codes.Fold(0, question, 1, rows.Index.Segments[0].Codes!).Fine.UsesBothPlanes;
    }

    // One at a time is measured with a few, one after the other, so that a round is not a single short scan.
    private static double SecondsEach(RowIndex index, float[][] questions, int count, int round)
    {
        if (count > 1)
        {
            return Seconds(() => Ask(index, questions[..count])) / count;
        }

        var few = Enumerable.Range(0, Few).Select(i => questions[((round * Few) + i) % questions.Length]).ToArray();
        return Seconds(() => Array.ForEach(few, question => Ask(index, [question]))) / few.Length;
    }

    public static ScanResult[] Ask(RowIndex index, float[][] questions)
    {
        var queue = new ScanQueue(() => index);
        return Task.WhenAll(questions.Select(question => queue.AskAsync(new ScanQuestion(question, K, null, default)))).GetAwaiter().GetResult();
    }

    public static double Seconds(Action run)
    {
        var started = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
