using System.Diagnostics;
using System.Globalization;
using Txt2Image.Bench.Core;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Tests.Support.Processes;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary>Measures how soon an embedded store is open, and how much memory it has then, each time in a process of its own.</summary>
internal static class StartBench
{
    private const int Dimension = 512;
    private const int BatchSize = 2000;
    private const int RoundCount = 3;
    private const double Target = 2;

    private static readonly TestVectors Vectors = new(TestVectors.Uniform, Dimension);

    public static async Task RunAsync(TextWriter output, IReadOnlyList<int> sizes)
    {
        output.WriteLine($"## Start: until the embedded store is open ({Dimension} dimensions)\n");
        var table = new Table(
            "points", "index", "open, s", "then MB (without mapped files)", "first search, ms", "first filter, ms", "search after a while, ms",
            "then MB (without mapped files)");
        List<string> notes = [];
        foreach (var points in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("txt2image-bench-").FullName;
            try
            {
                var filled = await SecondsAsync(() => FillAsync(folder, points));
                var files = Directory.EnumerateFiles(folder, "*.rows", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
                notes.Add($"- {points / 1000}k points: {Figure.Number(filled)} s to add them, until the files of the index are complete; database "
                    + $"{Size(new FileInfo(Path.Combine(folder, "vectors.db")).Length)} MB, files {Size(files)} MB.");
                var opened = await Rounds.RunAsync(RoundCount, () => AddAsync(table, points, "files", folder, "0"));
                notes.Add($"- open with files: {Figure.Against(Target / Figure.Median(opened[0]), 1)}, as {Target} s over the time.");
                await AddAsync(table, points, "files, little memory", folder, $"{(long)points * Dimension * 2}");
                Directory.Delete(Path.Combine(folder, "index"), recursive: true);
                await AddAsync(table, points, "none: built again", folder, "0");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        table.Print(output);
        output.WriteLine(string.Join('\n', notes) + "\n");
    }

    private static async Task FillAsync(string folder, int points)
    {
        await using var store = await EmbeddedVectorStore.OpenAsync(folder, TimeProvider.System, default);
        var (collection, _) = await store.CreateAsync(new NewCollection("points", "model", "Model", Dimension), default);
        for (var first = 0; first < points; first += BatchSize)
        {
            var batch = new Point[Math.Min(BatchSize, points - first)];
            Parallel.For(0, batch.Length, i => batch[i] = Make(first + i));
            await store.UpsertAsync(collection.Id, batch, default);
        }

        await store.Keeper.SettleAsync();
    }

    private static Point Make(int number)
    {
        var id = new byte[16];
        new Random(number).NextBytes(id);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal)
        {
            ["year"] = new FieldValue.Integer(1990 + (number % 30)),
            [DerivedFields.Taken] = new FieldValue.Integer(1_000_000_000 + number),
        };
        var name = $"holiday/2024/picture-{number}.jpg";
        var payload = new Payload([name], $"A picture with the number {number}", fields, 4000, 3000, "image/jpeg", 3_000_000)
        {
            ThumbHash = [.. id, .. id.AsSpan(0, 9)],
        };
        return new Point(new Guid(id), Vectors.Question(number), payload);
    }

    /// <summary>Opens the store once, in a process of its own.</summary>
    /// <returns>How long the opening took.</returns>
    private static async Task<double> AddAsync(Table table, int points, string index, string folder, string memory)
    {
        var printed = await ProgramRun.OutputOfAsync(ProgramStart.Beside("Txt2Image.bench.dll", OpenStore.Name, folder, memory));
        var figures = printed.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        table.Add(
            $"{points / 1000}k",
            index,
            Figure.Number(figures[0]),
            Memory(figures[1], figures[2]),
            Figure.Number(figures[3]),
            Figure.Number(figures[4]),
            Figure.Number(figures[5]),
            Memory(figures[6], figures[7]));
        return figures[0];
    }

    private static string Memory(double all, double anonymous) => $"{Figure.Number(all)} ({Figure.Number(anonymous)})";

    private static string Size(long bytes) => Figure.Number(bytes / (double)(1 << 20));

    private static async Task<double> SecondsAsync(Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
