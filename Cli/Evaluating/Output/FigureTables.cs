using System.Globalization;
using Txt2Image.Cli.Terminal;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating.Output;

/// <summary>The figures of a run as tables.</summary>
internal static class FigureTables
{
    /// <summary>Where a terminal has room for the names of images.</summary>
    private const int Wide = 100;

    /// <summary>Each measure with its interval.</summary>
    public static void WriteMeasures(CliEnvironment environment, RunFigures figures)
    {
        var table = new TextTable("measure", "mean", "low", "high");
        foreach (var (measure, interval) in figures.Measures)
        {
            table.Add(measure.ToString(), Share(interval.Mean), Share(interval.Low), Share(interval.High));
        }

        table.Write(environment);
    }

    /// <summary>Recall, and MRR and nDCG at the largest K, of each group.</summary>
    public static void WriteGroups(CliEnvironment environment, string by, RunFigures figures)
    {
        if (figures.Groups.Count == 0)
        {
            return;
        }

        var largest = figures.Measures.Max(static figure => figure.Measure.K);
        int[] shown = [.. figures.Measures.Index().Where(one => IsShown(one.Item.Measure, largest)).Select(static one => one.Index)];
        var table = new TextTable([by, "queries", .. shown.Select(index => (TextColumn)figures.Measures[index].Measure.ToString())]);
        foreach (var group in figures.Groups)
        {
            var means = shown.Select(index => (TextCell)Share(group.Measures[index].Interval.Mean));
            table.Add([group.Name.Length == 0 ? "(none)" : group.Name, TextCell.Number(group.Evaluable), .. means]);
        }

        table.Write(environment);
    }

    /// <summary>The worst queries: where the first relevant image came, and which came first instead.</summary>
    /// <param name="environment">The process.</param>
    /// <param name="worst">The queries.</param>
    /// <param name="fetched">How many hits were fetched.</param>
    public static void WriteWorst(CliEnvironment environment, IEnumerable<WorstQuery> worst, int fetched)
    {
        var table = new TextTable(
            "nDCG", "rank", "query", new TextColumn("wanted") { From = Wide }, new TextColumn("found first") { From = Wide });
        foreach (var (result, ndcg, rank) in worst)
        {
            table.Add(
                Share(ndcg),
                rank == 0 ? $">{fetched.ToString(CultureInfo.InvariantCulture)}" : rank.ToString(CultureInfo.InvariantCulture),
                result.Query,
                result.Wanted is [var wanted, ..] ? wanted.Name ?? wanted.Id : "",
                result.Hits is [var best, ..] ? best.Name ?? best.Id : "");
        }

        table.Write(environment);
    }

    public static string Share(double share) => double.IsNaN(share) ? "" : share.ToString("0.0000", CultureInfo.InvariantCulture);

    private static bool IsShown(MeasureAtK measure, int largest) =>
        measure.Measure == Measure.Recall || (measure.K == largest && measure.Measure is (Measure.ReciprocalRank or Measure.Ndcg));
}
