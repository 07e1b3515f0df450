using System.CommandLine;
using Cloud.Unum.USearch;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Scans;

/// <summary><c>core scans</c>: the exact index beside the memory, beside an approximate one, and while points are added.</summary>
internal static class ScansCommand
{
    private const int Dimension = 512;
    private static readonly int[] DefaultRows = [100_000, 1_000_000];

    private static readonly Dictionary<string, Func<Wanted, Task>> Parts = new(StringComparer.Ordinal)
    {
        ["float"] = _ => Done(() => ScanBench.Run(Console.Out)),
        ["together"] = wanted => Done(() => TogetherBench.Run(Console.Out, wanted.Rows, wanted.Kinds, Dimension)),
        ["usearch"] = wanted => Done(
            () => HnswBench.Run(Console.Out, [wanted.Rows.Min()], wanted.Kinds, Dimension, wanted.Scalar, wanted.Kept)),
        ["adding"] = wanted => AddingBench.RunAsync(Console.Out, wanted.Rows.Max(), new TestVectors(wanted.Kinds[0], Dimension), wanted.Seconds),
        ["start"] = wanted => StartBench.RunAsync(Console.Out, wanted.Rows),
    };

    private static readonly string[] DefaultParts = ["float", "together"];

    public static Command Create()
    {
        var parts = new Argument<string[]>("parts")
        {
            Description = "float: the float scan and the scan of codes beside a plain read; together: 1 to 64 questions at once; "
                + "usearch: an approximate index beside the exact one, over the least of --rows; adding: questions while a thousand points a second "
                + "are added; start: opening a store with so many points. Default: float and together.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        parts.AcceptOnlyFromAmong([.. Parts.Keys]);
        var rows = new Option<int[]>("--rows")
        {
            Description = "How many rows of 512 dimensions; a million need 3 GB.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => DefaultRows,
        };
        var data = new Option<string[]>("--data")
        {
            Description = "Kinds of vectors: uniform directions, clustered with a common mean, or with outlier dimensions.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [TestVectors.Uniform],
        };
        data.AcceptOnlyFromAmong(TestVectors.Kinds);
        var scalar = new Option<ScalarKind>("--scalar")
        {
            Description = "How USearch stores its vectors.",
            DefaultValueFactory = _ => ScalarKind.Float32,
        };
        var kept = new Option<string?>("--keep") { Description = "A folder for USearch's indexes; one that is there is not built again." };
        var seconds = new Option<int>("--seconds") { Description = "How long each of adding's six turns lasts.", DefaultValueFactory = _ => 5 };
        var command = new Command("scans", "Compares exact searches with a plain read, with each other, and with a quiet store.")
        {
            parts, rows, data, scalar, kept, seconds,
        };
        command.SetAction(async (parsed, _) =>
        {
            Machine.Print(Console.Out, Kernels.Row);
            var named = parsed.GetValue(parts) is { Length: > 0 } some ? some : DefaultParts;
            var wanted = new Wanted(
                parsed.GetRequiredValue(rows), parsed.GetRequiredValue(data), parsed.GetValue(scalar), parsed.GetValue(kept),
                parsed.GetValue(seconds));
            await RunAsync(named, wanted);
        });
        return command;
    }

    /// <summary>What <c>core</c> measures of scans if it measures everything.</summary>
    public static Task RunAsync() => RunAsync(DefaultParts, new Wanted(DefaultRows, [TestVectors.Uniform], default, null, 0));

    private static async Task RunAsync(string[] named, Wanted wanted)
    {
        foreach (var (_, run) in Parts.Where(part => named.Contains(part.Key, StringComparer.Ordinal)))
        {
            await run(wanted);
        }
    }

    private static Task Done(Action run)
    {
        run();
        return Task.CompletedTask;
    }

    private sealed record Wanted(int[] Rows, string[] Kinds, ScalarKind Scalar, string? Kept, int Seconds);
}
