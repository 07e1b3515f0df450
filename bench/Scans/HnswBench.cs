using System.Globalization;
using Cloud.Unum.USearch;
using Txt2Image.Bench.Core;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>Compares the exact index with USearch: its approximate index at two recalls, and its exact search.</summary>
internal sealed class HnswBench
{
    private const int K = TogetherBench.K;
    private const int AtOnce = 32;
    private const int RoundCount = 7;
    private const int Questions = 300;
    private const int LargestExpansion = 1 << 14;
    private static readonly double[] Recalls = [.95, .99];

    // An index is made for so many searches at once and refuses others.
    private static readonly ParallelOptions Most = new() { MaxDegreeOfParallelism = Workers.Most };

    private readonly TestRows _rows;
    private readonly ScalarKind _scalar;
    private readonly string? _kept;
    private readonly float[][] _questions;
    private readonly Dictionary<Guid, int> _numbers = [];
    private readonly HashSet<ulong>[] _nearest;

    private HnswBench(TestRows rows, ScalarKind scalar, string? kept)
    {
        (_rows, _scalar, _kept) = (rows, scalar, kept);
        foreach (var (i, segment) in rows.Index.Segments.Index())
        {
            for (var row = 0; row < segment.Count; row++)
            {
                _numbers[segment.Block.Ids[row]] = (i * RowIndexWriter.BlockRows) + row;
            }
        }

        _questions = rows.Vectors.Questions(0, Questions);
        _nearest = [.. BruteForce.Answers(rows, _questions, K).Select(hits => hits.Select(hit => (ulong)_numbers[hit.Id]).ToHashSet())];
    }

    /// <param name="output">Where the table goes.</param>
    /// <param name="sizes">How many rows.</param>
    /// <param name="kinds">What kinds of rows.</param>
    /// <param name="dimension">Their dimension.</param>
    /// <param name="scalar">How USearch stores them.</param>
    /// <param name="kept">A folder with USearch's indexes, which saves building them again; null for none.</param>
    public static void Run(
        TextWriter output, IReadOnlyList<int> sizes, IReadOnlyList<string> kinds, int dimension, ScalarKind scalar, string? kept)
    {
        output.WriteLine($"## Beside USearch: {AtOnce} questions at once, {Workers.Most} threads, {dimension} dimensions, top {K}\n");
        var table = new Table(
            "rows", "data", "index", "recall", "expansion", "ms alone", "ms each at once", "questions/s", "x exact", "build s, one thread", "MB",
            "questions until the build is repaid");
        foreach (var size in sizes)
        {
            foreach (var kind in kinds)
            {
                // Floats once more for USearch, and once as a plain matrix.
                var fits = TestRows.BytesOf(3 * size, dimension) < Machine.FreeMemory();
                if (fits && TestRows.Make(new TestVectors(kind, dimension), size, output) is { } rows)
                {
                    new HnswBench(rows, scalar, kept).Measure(table);
                }

                GC.Collect();
            }
        }

        table.Print(output);
    }

    private void Measure(Table table)
    {
        using var index = new Hnsw(_rows.Vectors.Dimension, _rows.Index.Rows, _scalar);
        var build = BuildOrLoad(index);
        var matrix = Matrix();
        var asked = _questions[..AtOnce];
        var flat = asked.SelectMany(question => question).ToArray();
        Func<double>[] exact =
        [
            () => TogetherBench.Seconds(() => TogetherBench.Ask(_rows.Index, [asked[0]])),
            () => TogetherBench.Seconds(() => TogetherBench.Ask(_rows.Index, asked)) / AtOnce,
            () => TogetherBench.Seconds(() => Hnsw.SearchExactly(matrix, asked[0], asked[0].Length, K, Workers.Most)),
            () => TogetherBench.Seconds(() => Hnsw.SearchExactly(matrix, flat, asked[0].Length, K, Workers.Most)) / AtOnce,
        ];

        // The first rounds wait for the compiler.
        Rounds.Run(RoundCount, exact);
        var figures = Rounds.Run(RoundCount, exact);
        Add("exact, ours", "1", "", figures, 0, 0, _rows.FloatBytes + _rows.CodeBytes);
        Add("exact, USearch", "1", "", figures, 2, 0, _rows.FloatBytes);
        foreach (var target in Recalls)
        {
            Progress.Report($"looking for recall {target}");
            if (Find(index, target) is not { } expansion)
            {
                var reached = $"{Figure.Share(Recall(index))}, not {target}";
                table.Add(
                    Size(), _rows.Vectors.Kind, $"HNSW {_scalar}", reached, $"{LargestExpansion}", "", "", "", "", Figure.Number(build), "", "never");
                continue;
            }

            var recall = Recall(index);
            figures = Rounds.Run(
                RoundCount, [.. exact[..2], () => TogetherBench.Seconds(() => index.Search(asked[0], K)), () => AtOnceEach(index, asked)]);
            Add($"HNSW {_scalar}", Figure.Share(recall), $"{expansion}", figures, 2, build, index.Bytes);
        }

        void Add(string name, string recall, string expansion, double[][] measured, int at, double built, long bytes)
        {
            var (ours, each) = (Figure.Median(measured[1]), Figure.Median(measured[at + 1]));
            table.Add(
                Size(), _rows.Vectors.Kind, name, recall, expansion, Figure.Number(Figure.Median(measured[at]) * 1000), Figure.Number(each * 1000),
                Figure.Number(1 / each), Figure.Number(Figure.Ratio(measured[1], measured[at + 1])), built > 0 ? Figure.Number(built) : "",
                Figure.Number(bytes / 1e6), built == 0 ? "" : each < ours ? Figure.Number(built / (ours - each)) : "never");
        }
    }

    private string Size() => $"{_rows.Index.Rows / 1000}k";

    /// <summary>How many seconds the building takes, or took.</summary>
    private double BuildOrLoad(Hnsw index)
    {
        var path = _kept is null
            ? null
            : Path.Combine(_kept, $"{_rows.Vectors.Kind}-{_rows.Index.Rows}x{_rows.Vectors.Dimension}-{_scalar}.usearch");
        if (path is not null && File.Exists(path + ".seconds"))
        {
            index.Load(path);
            return double.Parse(File.ReadAllText(path + ".seconds"), CultureInfo.InvariantCulture);
        }

        Progress.Report($"building USearch's index of {_rows.Index.Rows} rows with one thread");
        var build = TogetherBench.Seconds(() => Build(index));
        if (path is not null)
        {
            Directory.CreateDirectory(_kept!);
            index.Save(path);
            File.WriteAllText(path + ".seconds", build.ToString(CultureInfo.InvariantCulture));
        }

        return build;
    }

    private void Build(Hnsw index)
    {
        foreach (var (i, segment) in _rows.Index.Segments.Index())
        {
            for (var row = 0; row < segment.Count; row++)
            {
                index.Add((i * RowIndexWriter.BlockRows) + row, segment.Block.Row(row));
            }
        }
    }

    private float[] Matrix()
    {
        var matrix = new float[_rows.Index.Rows * _rows.Vectors.Dimension];
        foreach (var (i, segment) in _rows.Index.Segments.Index())
        {
            segment.Block.Rows.CopyTo(matrix.AsSpan(i * segment.Block.Rows.Length));
        }

        return matrix;
    }

    /// <summary>The least expansion that reaches a recall, within a tenth; null if none does.</summary>
    private int? Find(Hnsw index, double recall)
    {
        var enough = 16;
        while (!Reaches(enough))
        {
            enough *= 2;
            if (enough > LargestExpansion)
            {
                return null;
            }
        }

        for (double few = enough / 2, step = 0; step < 3; step++)
        {
            var between = (int)Math.Sqrt(few * enough);
            (few, enough) = Reaches(between) ? (few, between) : (between, enough);
        }

        index.Expansion = enough;
        return enough;

        bool Reaches(int expansion)
        {
            index.Expansion = expansion;
            return Recall(index) >= recall;
        }
    }

    private double Recall(Hnsw index)
    {
        var found = 0;
        Parallel.For(0, Questions, Most, i => Interlocked.Add(ref found, index.Search(_questions[i], K).Count(_nearest[i].Contains)));
        return found / (double)(Questions * K);
    }

    private static double AtOnceEach(Hnsw index, float[][] questions) =>
        TogetherBench.Seconds(() => Parallel.ForEach(questions, Most, question => index.Search(question, K))) / questions.Length;
}
