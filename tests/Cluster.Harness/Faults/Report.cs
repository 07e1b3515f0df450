using System.Globalization;
using Txt2Image.Cluster.Harness.Load;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>The results of a fault: what happened to the load while it was injected.</summary>
internal sealed record Report(string Fault)
{
    public static readonly string[] Columns =
        ["fault", "requests", "failed", "longest gap between successes", "p99 outside it", "acknowledged images", "lost images", "verdict"];

    private static readonly string[] None = ["–", "–", "–", "–", "–", "–"];

    public Samples Samples { get; init; } = new([]);

    public int Acknowledged { get; init; }

    public int Lost { get; init; }

    public IReadOnlyList<Check> Checks { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why it was not injected on this machine; null if it was.</summary>
    public string? Skipped { get; init; }

    public bool Holds => Checks.All(check => check.Holds || !check.Counts);

    public string[] Row()
    {
        if (Skipped is not null)
        {
            return [Fault, .. None, $"SKIPPED: {Skipped}"];
        }

        return
        [
            Fault, $"{Samples.Count:N0}", $"{Samples.Failed:N0}",
            string.Create(CultureInfo.InvariantCulture, $"{Samples.LongestGap.TotalSeconds:F2} s"),
            $"{Figure.Number(Samples.OutsideGaps().P99Milliseconds())} ms", $"{Acknowledged:N0}", $"{Lost:N0}", Verdict(),
        ];
    }

    /// <summary>All checks and notes, which explain the verdict.</summary>
    public IEnumerable<string> Details() =>
        Checks.Select(check => $"- {(check.Holds ? "holds" : check.Counts ? "MISSED" : "missed, not counted")}: {check.What}")
            .Concat(Notes.Select(note => $"- {note}"));

    /// <summary>A check without the observed values, which are in the details.</summary>
    private static string Brief(string what) => what.IndexOf(" (", StringComparison.Ordinal) is > 0 and var end ? what[..end] : what;

    private string Verdict()
    {
        if (Holds)
        {
            return Checks.All(check => check.Holds) ? "holds" : "holds; times missed";
        }

        return $"MISSED: {string.Join("; ", Checks.Where(check => !check.Holds && check.Counts).Select(check => Brief(check.What)))}";
    }
}
