using System.CommandLine;
using Txt2Image.Bench.Requests;
using Txt2Image.Bench.Scans;
using Txt2Image.Bench.Towers;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Core;

/// <summary><c>core</c>: measures each part of the product and what limits it, in one run.</summary>
internal static class CoreCommand
{
    private static readonly Dictionary<string, Func<TextWriter, Task>> Parts = new(StringComparer.Ordinal)
    {
        ["towers"] = TowerBench.RunAsync,
        ["lone"] = LoneBench.RunAsync,
        ["requests"] = RequestBench.RunAsync,
    };

    public static Command Create()
    {
        var parts = new Argument<string[]>("parts") { Description = "What to measure; everything if not given.", Arity = ArgumentArity.ZeroOrMore };
        parts.AcceptOnlyFromAmong([.. Parts.Keys]);
        var command = new Command(
            "core",
            "Compares towers through the grains with towers alone, a lone text with a spinning session, the scan with a plain read, and cached "
            + "searches with an empty endpoint.")
        {
            parts,
            ScansCommand.Create(),
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(parts) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(string[] named)
    {
        Machine.Print(Console.Out, Kernels.Row);
        foreach (var (_, run) in Parts.Where(part => named.Length == 0 || named.Contains(part.Key, StringComparer.Ordinal)))
        {
            await run(Console.Out);
        }

        if (named.Length == 0)
        {
            await ScansCommand.RunAsync();
        }

        return 0;
    }
}
