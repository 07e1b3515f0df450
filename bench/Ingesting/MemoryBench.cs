using Txt2Image.Bench.Product;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Ingesting;

/// <summary>Measures the memory of a server and of the CLI while the CLI adds a folder of pictures, and then a much larger one.</summary>
internal static class MemoryBench
{
    private const double Megabyte = 1 << 20;
    private const double MostMegabytes = 50;
    private const int NameBytes = 200;

    public static async Task RunAsync(int many, TextWriter output)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new BenchException("Peak memory is read from /proc, which only Linux has: use --many 0.");
        }

        var pool = new JpegPool(seed: 3, shortest: 384, longest: 800);
        using var pictures = new TemporaryFolder();
        using var data = new TemporaryFolder();
        await using var server = await Child.StartAsync(
            "Txt2Image.Api.dll", "/health/ready", $"--Txt2Image:DataDirectory={data.Path}", "--Txt2Image:Demo:Enabled=false");
        var help = (await CliProcess.RunAsync("--help")).PeakMegabytes;
        await IngestAsync(server, pictures, pool, 0, IngestCommand.FewImages);
        var few = await CliProcess.PeakOfAsync(server.Pid);
        var cli = await IngestAsync(server, pictures, pool, IngestCommand.FewImages, many);
        var all = await CliProcess.PeakOfAsync(server.Pid);

        var dimension = (await server.Client.GetCollectionAsync("memory")).Dimension;
        var index = (double)(many - IngestCommand.FewImages) * ((5 * dimension) + NameBytes) / Megabyte;
        var table = new Table("peak memory", "MB", "");
        table.Add($"server, after {IngestCommand.FewImages} pictures", Figure.Number(few), "");
        table.Add($"server, after {many} pictures", Figure.Number(all), "");
        table.Add("its growth, minus the index's bytes", Figure.Number(all - few - index), Verdict(all - few - index));
        table.Add("CLI, --help", Figure.Number(help), "");
        table.Add($"CLI, adding {many - IngestCommand.FewImages} pictures, minus that", Figure.Number(cli - help), Verdict(cli - help));
        output.WriteLine("## Memory\n");
        table.Print(output);
    }

    private static string Verdict(double megabytes) => megabytes <= MostMegabytes ? "met (50)" : "missed (50)";

    /// <summary>Writes the pictures for these numbers to a new folder, and lets the CLI add it.</summary>
    private static async Task<double> IngestAsync(Child server, TemporaryFolder pictures, JpegPool pool, int from, int to)
    {
        var folder = Directory.CreateDirectory(pictures[$"from-{from}"]).FullName;
        for (var number = from; number < to; number++)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{number}.jpg"), pool.Of(number));
        }

        return (await CliProcess.RunAsync("ingest", folder, "-c", "memory", "--no-state", "--url", server.Address.ToString())).PeakMegabytes;
    }
}
