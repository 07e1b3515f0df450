using System.Diagnostics;
using Txt2Image.Bench.Core;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>Measures what a question costs when many are asked at once and share a pass, compared with one after the other.</summary>
internal static class TogetherBench
{
    private const double Target = 3;
    private const int K = 10;
    private const int RoundCount = 9;
    private const int Dimension = 512;
    private static readonly int[] AtOnce = [1, 8, 32, 64];

    public static readonly int[] DefaultRows = [100_000, 1_000_000];

    public static void Run(TextWriter output, IReadOnlyList<int> sizes)
    {
        output.WriteLine($"## Questions at once: passes over the int8 codes ({Workers.Most} threads, {Dimension} dimensions)\n");
        var table = new Table(
            "rows", "at once", "ms each", "best ms each", "questions/s", "x one at a time", "codes read alone, ms", "equal to one at a time");
        foreach (var rowCount in sizes)
        {
            var needed = 5L * rowCount * Dimension;
            if (needed * ScanBench.BytesToSpare > Machine.FreeMemory())
            {
                output.WriteLine($"- {rowCount} rows: skipped, since {needed >> 20} MB and a margin are not free on this machine.\n");
                continue;
            }

            Measure(TestRows.Make(rowCount, Dimension), table);
            GC.Collect();
        }

        table.Print(output);
    }

    private static void Measure(TestRows rows, Table table)
    {
        var questions = Enumerable.Range(0, AtOnce.Max()).Select(number => TestRows.Query(number, Dimension)).ToArray();
        var alone = questions.Select(question => Ask(rows.Index, [question])[0]).ToArray();
        var equal = AtOnce.ToDictionary(count => count, count => Ask(rows.Index, questions[..count]).Zip(alone).Count(Same));
        var round = 0;
        var figures = Rounds.Run(
            RoundCount,
            [
                () => Seconds(() => Workers.ForBlocks(Workers.Most, rows.Blocks, block => MemoryRead.Run(rows.Codes(block)))),
                .. AtOnce.Select(count => (Func<double>)(() => SecondsEach(rows.Index, questions, count, round++))),
            ]);
        foreach (var (i, count) in AtOnce.Index())
        {
            var faster = Figure.Ratio(figures[1], figures[i + 1]);
            table.Add(
                $"{rows.Index.Rows / 1000}k",
                $"{count}",
                Figure.Number(Figure.Median(figures[i + 1]) * 1000),
                Figure.Number(figures[i + 1].Min() * 1000),
                Figure.Number(1 / Figure.Median(figures[i + 1])),
                count == 32 ? Figure.Against(faster, Target) : Figure.Number(faster),
                Figure.Number(Figure.Median(figures[0]) * 1000),
                $"{equal[count]} of {count}");
        }
    }

    private static bool Same((ScanResult One, ScanResult Other) answers) => answers.One.Hits.SequenceEqual(answers.Other.Hits);

    // One at a time is measured with four, one after the other, so that a round is not a single short scan.
    private static double SecondsEach(RowIndex index, float[][] questions, int count, int round)
    {
        if (count > 1)
        {
            return Seconds(() => Ask(index, questions[..count])) / count;
        }

        var few = Enumerable.Range(0, 4).Select(i => questions[((round * 4) + i) % questions.Length]).ToArray();
        return Seconds(() => Array.ForEach(few, question => Ask(index, [question]))) / few.Length;
    }

    private static ScanResult[] Ask(RowIndex index, float[][] questions)
    {
        var queue = new ScanQueue(() => index);
        return Task.WhenAll(questions.Select(question => queue.AskAsync(new ScanQuestion(question, K, null, default)))).GetAwaiter().GetResult();
    }

    private static double Seconds(Action run)
    {
        var started = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
