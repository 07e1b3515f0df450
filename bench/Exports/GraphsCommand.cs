using System.CommandLine;
using System.Diagnostics;
using Txt2Image.Bench.Models;
using Txt2Image.Clip.Models;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Exports;

/// <summary>
/// <c>graphs</c>: the graphs that this project writes, in float32 and in 8 bits, compared with the reference's export of the same weights, in the
/// same ONNX Runtime.
/// </summary>
internal static class GraphsCommand
{
    private const string Columns = "| tower  | threads | batch | graph     | MB      | raw/s   | product/s | product / raw | raw / reference |";
    private const string Line = "| ------ | ------- | ----- | --------- | ------- | ------- | --------- | ------------- | --------------- |";
    private static readonly int[] TextBatches = [1, 8, 32];
    private static readonly int[] ImageBatches = [1, 4, 16];

    public static Command Create()
    {
        var size = new Argument<string>("size") { Description = "Which size.", DefaultValueFactory = _ => "b32" };
        size.AcceptOnlyFromAmong([.. ClipSize.Clips.Select(static one => one.Name)]);
        var rounds = new Option<int>("--rounds") { Description = "Rounds; the best counts.", DefaultValueFactory = static _ => 7 };
        var threads = new Option<int[]>("--threads") { Description = "Threads of a session.", DefaultValueFactory = _ => [1, 2] };
        threads.AllowMultipleArgumentsPerToken = true;
        var command = new Command(
            "graphs", "Compares a reference's export, our float32 graphs and our 8-bit graphs of the same weights, raw and through the towers.")
        {
            size, rounds, threads,
        };
        command.SetAction((parsed, _) => Task.FromResult(Run(
            ClipSize.Clips.Single(one => one.Name == parsed.GetValue(size)), Math.Max(1, parsed.GetValue(rounds)), parsed.GetValue(threads)!)));
        return command;
    }

    private static int Run(ClipSize size, int rounds, int[] threads)
    {
        Machine.Print(Console.Out);
        using var folder = new TemporaryFolder();
        ExportFolders.Write(folder, size);
        Console.WriteLine($"## Graphs: {size.Name}, random weights\n\n{Columns}\n{Line}");
        foreach (var count in threads)
        {
            using var reference = new ExportModel("reference", folder[ExportFolders.Reference], ModelVariant.Fp32, count);
            using var floats = new ExportModel("float32", folder[ExportFolders.Ours], ModelVariant.Fp32, count);
            using var integers = new ExportModel("int8", folder[ExportFolders.Ours], ModelVariant.Int8, count);
            ExportModel[] models = [reference, floats, integers];
            foreach (var batch in TextBatches)
            {
                Measure("text", count, batch, models, model => model.Texts(batch), rounds);
            }

            foreach (var batch in ImageBatches)
            {
                Measure("image", count, batch, models, model => model.Images(batch, size), rounds);
            }
        }

        Console.WriteLine("\nA figure is the best of its rounds, measured in turns. Texts have 10 tokens.");
        return 0;
    }

    private static void Measure(
        string tower, int threads, int batch, ExportModel[] models, Func<ExportModel, (Action Raw, Action Product)> prepare, int rounds)
    {
        var runs = models.Select(prepare).SelectMany(static run => new[] { run.Raw, run.Product }).ToArray();
        var best = new TimeSpan[runs.Length];
        Array.Fill(best, TimeSpan.MaxValue);
        foreach (var _ in Enumerable.Range(0, rounds))
        {
            for (var i = 0; i < runs.Length; i++)
            {
                // What ran before has filled the caches with its own weights.
                runs[i]();
                var started = Stopwatch.GetTimestamp();
                runs[i]();
                var took = Stopwatch.GetElapsedTime(started);
                best[i] = took < best[i] ? took : best[i];
            }
        }

        for (var i = 0; i < models.Length; i++)
        {
            var (raw, product) = (batch / best[2 * i].TotalSeconds, batch / best[(2 * i) + 1].TotalSeconds);
            string[] cells =
            [
                tower.PadRight(6), $"{threads}".PadRight(7), $"{batch}".PadRight(5), models[i].Name.PadRight(9),
                Figure.Number(models[i].Megabytes(tower == "text")).PadRight(7), Figure.Number(raw).PadRight(7),
                Figure.Number(product).PadRight(9), Figure.Number(product / raw).PadRight(13), Figure.Number(best[0] / best[2 * i]).PadRight(15),
            ];
            Console.WriteLine($"| {string.Join(" | ", cells)} |");
        }
    }
}
