using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Evaluation.Runs;

/// <summary>The summary as it is written: for people and other programs. An interval without values is null.</summary>
internal sealed record SummaryDocument(RunCounts Counts, Dictionary<string, Interval?> Measures, IReadOnlyList<GroupDocument> Groups)
{
    public static SummaryDocument Of(RunFigures figures) => new(
        figures.Counts,
        ByName(figures.Measures),
        [.. figures.Groups.Select(group => new GroupDocument(group.Name, group.Queries, group.Evaluable, ByName(group.Measures)))]);

    private static Dictionary<string, Interval?> ByName(IReadOnlyList<MeasureFigure> measures) => measures.ToDictionary(
        figure => figure.Measure.ToString(), figure => double.IsNaN(figure.Interval.Mean) ? null : figure.Interval, StringComparer.Ordinal);
}

/// <summary>A group, as it is written.</summary>
internal sealed record GroupDocument(string Name, int Queries, int Evaluable, Dictionary<string, Interval?> Measures);
