using Txt2Image.Bench.Core;
using Txt2Image.Bench.Product;
using Txt2Image.Bench.Requests.Load;
using Txt2Image.Bench.Retrieval;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Requests;

/// <summary>Compares searches answered from a cache with the web server alone.</summary>
internal static class RequestBench
{
    private const double RatioTarget = .5;
    private const int Different = 1000;
    private const int RoundCount = 7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(TextWriter output)
    {
        using var folder = new TemporaryFolder();
        await using var product = await DemoServer.StartAsync();
        string[] many = [.. Paths().Distinct(StringComparer.Ordinal).Take(Different)];
        string[] one = [many[0]];
        var answer = await product.Http.GetByteArrayAsync(new Uri(one[0], UriKind.Relative));
        await File.WriteAllBytesAsync(folder["body.json"], answer);
        await using var empty = await Child.StartAsync(EmptyEndpoint.Assembly, "/search", EmptyEndpoint.Name, "--body", folder["body.json"]);
        var load = ILoad.Choose();
        output.WriteLine($"## Requests: cached searches compared with an empty endpoint ({load.Name}; responses of {answer.Length:N0} bytes)\n");

        var table = new Table("questions", "connections", "empty/s", "cached/s", "cached / empty");
        foreach (var paths in new[] { one, many })
        {
            var list = folder[$"{paths.Length}.txt"];
            await File.WriteAllLinesAsync(list, paths);
            await AskAllAsync(product.Http, paths);
            await MeasureAsync(load, empty.Address, product.Address, list, $"{paths.Length}", table);
        }

        table.Print(output);
        output.WriteLine($"- The gallery was complete {Figure.Number(product.Filling.TotalSeconds)} s after the server started.\n");
    }

    private static async Task MeasureAsync(ILoad load, Uri empty, Uri product, string list, string name, Table table)
    {
        foreach (var server in new[] { empty, product })
        {
            await load.RunAsync(server, list, WarmUp);
        }

        var figures = await Rounds.RunAsync(RoundCount, () => load.RunAsync(empty, list, Window), () => load.RunAsync(product, list, Window));
        table.Add(
            name,
            $"{ILoad.Connections}",
            Figure.Number(Figure.Median(figures[0])),
            Figure.Number(Figure.Median(figures[1])),
            Figure.Against(Figure.Ratio(figures[1], figures[0]), RatioTarget));
    }

    /// <summary>Searches for all questions; the first five hits of each are about 2 KB.</summary>
    private static IEnumerable<string> Paths() =>
        Questions.Free().Concat(Questions.Short()).Select(question => question.Text)
            .Concat(Questions.Captions().Select(caption => caption.Text))
            .Select(text => $"/search?q={Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal)}&k=5");

    private static Task AskAllAsync(HttpClient http, string[] paths) =>
        Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (path, cancellationToken) =>
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            answer.EnsureSuccessStatusCode();
        });
}
