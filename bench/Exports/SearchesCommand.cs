using System.CommandLine;
using Txt2Image.Bench.Core;
using Txt2Image.Bench.Ingesting;
using Txt2Image.Bench.Models;
using Txt2Image.Bench.Product;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Exports;

/// <summary>
/// <c>searches</c>: searches for texts that nobody asked before, by servers with a reference's export, with our float32 graphs and with our 8-bit
/// graphs of the same weights.
/// </summary>
internal static class SearchesCommand
{
    private const string Assembly = "Txt2Image.Api.dll", Collection = "some";
    private const int Pictures = 32, Seed = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);
    private static readonly int[] Clients = [1, 32];

    public static Command Create()
    {
        var size = new Argument<string>("size") { Description = "Which size.", DefaultValueFactory = _ => "b32" };
        size.AcceptOnlyFromAmong([.. ClipSize.Clips.Select(static one => one.Name)]);
        var rounds = new Option<int>("--rounds") { Description = "Rounds; medians count.", DefaultValueFactory = static _ => 5 };
        var command = new Command("searches", "Compares searches for new texts with a reference's export, our float32 graphs and our 8-bit graphs.")
        {
            size, rounds,
        };
        command.SetAction((parsed, _) => RunAsync(
            ClipSize.Clips.Single(one => one.Name == parsed.GetValue(size)), Math.Max(1, parsed.GetValue(rounds))));
        return command;
    }

    private static async Task<int> RunAsync(ClipSize size, int rounds)
    {
        Machine.Print(Console.Out);
        using var folder = new TemporaryFolder();
        ExportFolders.Write(folder, size);
        var texts = new NewTexts();
        await using var reference = await StartAsync(folder, ExportFolders.Reference, "Fp32");
        await using var floats = await StartAsync(folder, ExportFolders.Ours, "Fp32");
        await using var integers = await StartAsync(folder, ExportFolders.Ours, "Int8");
        (string Name, Child Server)[] servers = [("reference", reference), ("float32", floats), ("int8", integers)];

        Console.WriteLine($"## Searches for new texts: {size.Name}, random weights\n");
        var table = new Table("clients", "graph", "searches/s", "reference's", "p50 ms", "p95 ms");
        foreach (var clients in Clients)
        {
            foreach (var (_, server) in servers)
            {
                await SearchLoad.RunAsync(server.Http, texts, clients, WarmUp);
            }

            var loads = servers.Select(one => new SearchLoad(one.Server.Http, texts, clients, Window)).ToArray();
            var figures = await Rounds.RunAsync(rounds, [.. loads.Select(static load => (Func<Task<double>>)load.RunAsync)]);
            for (var i = 0; i < servers.Length; i++)
            {
                table.Add(
                    $"{clients}",
                    servers[i].Name,
                    Figure.Number(Figure.Median(figures[i])),
                    $"x {Figure.Number(Figure.Ratio(figures[i], figures[0]))}",
                    Figure.Number(loads[i].Quantile(.5)),
                    Figure.Number(loads[i].Quantile(.95)));
            }
        }

        table.Print(Console.Out);
        return 0;
    }

    /// <summary>Starts a server with a model and a collection of some pictures.</summary>
    private static async Task<Child> StartAsync(TemporaryFolder folder, string model, string variant)
    {
        var child = await Child.StartAsync(
            Patience,
            Assembly,
            "/health/ready",
            $"--Txt2Image:DataDirectory={folder[$"data-{model}-{variant}"]}",
            $"--Txt2Image:Model={folder[model]}",
            $"--Txt2Image:Model:Variant={variant}",
            $"--Txt2Image:DefaultCollection={Collection}",
            "--Logging:LogLevel:Txt2Image.Api.Search=Warning");
        try
        {
            await child.Client.EnsureCollectionAsync(Collection);
            await new Uploads(child.Http, Collection, new JpegPool(Seed, shortest: 224, longest: 448)).SendAsync(0, Pictures);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }
}
