using System.Diagnostics;
using Txt2Image.Bench.Core;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>Measures how close the exact scan comes to memory bandwidth, and how much the codes save.</summary>
internal static class ScanBench
{
    private const double RatioTarget = .85;
    private const int K = 10;
    private const int RoundCount = 15;
    private const int Compared = 20;
    private static readonly (int Rows, int Dimension)[] Sizes = [(400_000, 256), (1_000_000, 512)];

    public static void Run(TextWriter output)
    {
        output.WriteLine("## Scans: the exact index compared with a plain read of the same memory\n");
        var table =
            new Table("rows x dimension", "threads", "read GB/s", "float GB/s", "float / read", "float ms", "codes GB/s", "codes / read", "codes ms");
        List<string> notes = [];
        foreach (var (rows, dimension) in Sizes)
        {
            if (TestRows.Make(new TestVectors(TestVectors.Uniform, dimension), rows, output) is { } made)
            {
                notes.Add(Measure(made, table));
            }

            GC.Collect();
        }

        table.Print(output);
        output.WriteLine(string.Join('\n', notes) + "\n");
    }

    private static string Measure(TestRows rows, Table table)
    {
        foreach (var threads in new[] { 1, Workers.Most }.Distinct())
        {
            Measure(rows, threads, table);
        }

        var (equal, scored) = Compare(rows);
        return $"- {rows.Name}: {equal} of {Compared} answers of the scan of codes equal the float scan's "
            + $"to the last bit; it scored "
            + $"{Figure.Number(scored)} rows per question as floats ({Figure.Share(scored / rows.Index.Rows)} of all).";
    }

    private static void Measure(TestRows rows, int threads, Table table)
    {
        var query = rows.Vectors.Question(0);
        var figures = Workers.With(threads, () => Rounds.Run(
            RoundCount,
            () => Seconds(() => Workers.ForBlocks(threads, rows.Blocks, block => MemoryRead.Run(rows.Floats(block)))),
            () => Seconds(() => Ask(rows.Index, query, useCodes: false)),
            () => Seconds(() => Workers.ForBlocks(threads, rows.Blocks, block => MemoryRead.Run(rows.High(block)))),
            () => Seconds(() => Ask(rows.Index, query, useCodes: true))));
        var (read, scan, readCodes, scanCodes) = (figures[0], figures[1], figures[2], figures[3]);
        table.Add(
            rows.Name,
            $"{threads}",
            Figure.Number(Gigabytes(rows.FloatBytes, read)),
            Figure.Number(Gigabytes(rows.FloatBytes, scan)),
            Figure.Against(Figure.Ratio(read, scan), RatioTarget),
            Figure.Number(Figure.Median(scan) * 1000),
            Figure.Number(Gigabytes(rows.HighBytes, scanCodes)),
            Figure.Share(Figure.Ratio(readCodes, scanCodes)),
            Figure.Number(Figure.Median(scanCodes) * 1000));
    }

    private static (int Equal, double Scored) Compare(TestRows rows)
    {
        var equal = 0;
        var scored = 0L;
        for (var seed = 0; seed < Compared; seed++)
        {
            var query = rows.Vectors.Question(seed);
            var coded = Ask(rows.Index, query, useCodes: true);
            var exact = Ask(rows.Index, query, useCodes: false);
            if (coded.Hits.SequenceEqual(exact.Hits))
            {
                equal++;
            }

            scored += coded.Scored;
        }

        return (equal, scored / (double)Compared);
    }

    private static ScanResult Ask(RowIndex index, float[] query, bool useCodes) =>
        new ScanQueue(() => index, useCodes).AskAsync(new ScanQuestion(query, K, null, default)).GetAwaiter().GetResult();

    private static double Seconds(Action run)
    {
        var started = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Gigabytes(long bytes, double[] seconds) => bytes / 1e9 / Figure.Median(seconds);
}
