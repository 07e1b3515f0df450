using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary>The result as a table, and as JSON. No question is in either.</summary>
internal sealed class CacheReport(string collection, int clients, CacheFigures figures)
{
    public void Write(CliEnvironment environment)
    {
        var seconds = FormattableString.Invariant($"{figures.Duration.TotalSeconds:N1} s");
        environment.Error.WriteLine(
            $"{collection}: {Amount.Of(figures.Questions, "question")}, {Amount.Number(figures.Distinct)} different, in {seconds}, "
            + $"{Amount.Of(clients, "client")}");
        var table = new TextTable("answered by", "answers", "share", "p50 ms", "p99 ms", "server p50 ms", "server p99 ms");
        foreach (var source in figures.Sources)
        {
            table.Add(
                source.Name,
                TextCell.Number(source.Client.Count),
                Percent(figures.Answers == 0 ? 0 : (double)source.Client.Count / figures.Answers),
                source.Client.Text50,
                source.Client.Text99,
                source.Server.Text50,
                source.Server.Text99);
        }

        table.Write(environment);
        environment.Out.WriteLine(
            $"hit rate: {Percent(figures.HitRate)}; {Percent(figures.BestHitRate)} for a cache that begins empty and never forgets");
        environment.Out.WriteLine($"shared the work of an equal question that was under way: {Amount.Number(figures.Shared)}");
        foreach (var (code, count) in figures.Errors)
        {
            environment.Out.WriteLine($"errors, {code}: {Amount.Number(count)}");
        }
    }

    public JsonObject ToJson() => new()
    {
        ["collection"] = collection,
        ["clients"] = clients,
        ["seconds"] = figures.Duration.TotalSeconds,
        ["questions"] = figures.Questions,
        ["distinct"] = figures.Distinct,
        ["answers"] = figures.Answers,
        ["hitRate"] = figures.HitRate,
        ["bestHitRate"] = figures.BestHitRate,
        ["shared"] = figures.Shared,
        ["sources"] = new JsonObject(figures.Sources.Select(source => KeyValuePair.Create(source.Name, (JsonNode?)new JsonObject
        {
            ["milliseconds"] = source.Client.ToJson(),
            ["serverMilliseconds"] = source.Server.ToJson(),
        }))),
        ["errors"] = new JsonObject(figures.Errors.Select(error => KeyValuePair.Create(error.Code, (JsonNode?)error.Count))),
    };

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.0} %");
}
