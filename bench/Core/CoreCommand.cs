using System.CommandLine;
using Txt2Image.Bench.Requests;
using Txt2Image.Bench.Scans;
using Txt2Image.Bench.Towers;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Core;

/// <summary><c>core</c>: measures each part of the product and what limits it, in one run.</summary>
internal static class CoreCommand
{
    private static readonly Dictionary<string, Func<TextWriter, int[], Task>> Parts = new(StringComparer.Ordinal)
    {
        ["towers"] = (output, _) => TowerBench.RunAsync(output),
        ["lone"] = (output, _) => LoneBench.RunAsync(output),
        ["scans"] = ScanBench.RunAsync,
        ["start"] = StartBench.RunAsync,
        ["requests"] = (output, _) => RequestBench.RunAsync(output),
    };

    public static Command Create()
    {
        var parts = new Argument<string[]>("parts") { Description = "What to measure; everything if not given.", Arity = ArgumentArity.ZeroOrMore };
        parts.AcceptOnlyFromAmong([.. Parts.Keys]);
        var rows = new Option<int[]>("--rows")
        {
            Description = "How many rows of 512 dimensions are asked many questions at once, or are there at a start.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => TogetherBench.DefaultRows,
        };
        var command = new Command(
            "core",
            "Compares towers through the grains with towers alone, a lone text with a spinning session, the scan with a plain read, and cached "
            + "searches with an empty endpoint.")
        {
            parts,
            rows,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(parts) ?? [], parsed.GetValue(rows) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(string[] named, int[] rows)
    {
        Machine.Print(Console.Out, Kernels.Row);
        foreach (var (_, run) in Parts.Where(part => named.Length == 0 || named.Contains(part.Key, StringComparer.Ordinal)))
        {
            await run(Console.Out, rows);
        }

        return 0;
    }
}
