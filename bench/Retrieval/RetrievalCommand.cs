using System.CommandLine;
using Txt2Image.Bench.Product;
using Txt2Image.Client;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Retrieval;

/// <summary><c>retrieval</c>: measures the search quality of the running product, by category.</summary>
internal static class RetrievalCommand
{
    public static Command Create()
    {
        var url = UrlOption.Create("A running server with a complete demo collection; if not given, one is started on a temporary folder.");
        var command = new Command(
            "retrieval",
            "Measures search quality through the running product: captions, short captions, words, mirrored pairs, free questions, and what "
            + "cutoff=auto keeps.") { url };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(url)));
        return command;
    }

    private static async Task<int> RunAsync(Uri? url)
    {
        if (url is null)
        {
            await using var server = await DemoServer.StartAsync();
            await MeasureAsync(server.Client, Console.Out);
            return 0;
        }

        using var client = new Txt2ImageClient(url);
        await DemoServer.FilledAsync(client);
        await MeasureAsync(client, Console.Out);
        return 0;
    }

    private static async Task MeasureAsync(Txt2ImageClient client, TextWriter output)
    {
        var status = await client.GetStatusAsync();
        IEnumerable<Category> categories =
            [
                .. await CaptionTest.RunAsync(client),
                .. await RelevanceTest.RunAsync(client),
                .. await PairTest.RunAsync(client),
                .. await CutoffTest.RunAsync(client),
            ];
        output.WriteLine($"## Retrieval: {status.Model}, {status.Collections.First(collection => collection.Name == "demo").Images} images\n");
        var table = new Table("questions", "number", "measure", "reached", "target", "");
        foreach (var (name, count, measure, reached, target) in categories)
        {
            table.Add(name, $"{count}", measure, Figure.Share(reached), target is null ? "" : Figure.Share(target.Value), Verdict(reached, target));
        }

        table.Print(output);
    }

    private static string Verdict(double reached, double? target) => target is null ? "" : reached >= target ? "met" : "missed";
}
