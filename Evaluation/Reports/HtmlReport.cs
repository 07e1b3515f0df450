using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>
/// Writes a run as one HTML file that needs nothing else: no script, no address, no font. It follows the reader's colour scheme and prints.
/// </summary>
public static class HtmlReport
{
    /// <summary>The ids of the images whose thumbnails the report would show: at most 20 queries with 3 wanted and 5 found each.</summary>
    public static IReadOnlyList<string> Thumbnails(RunHeader header, RunFigures figures)
    {
        var worst = figures.Worst.Take(WorstSection.Most).Select(query => query.Result);
        var ids = header.Direction == Direction.ImageToText
            ? worst.Select(query => query.QueryId).OfType<string>()
            : worst.SelectMany(query =>
                WorstSection.WantedOf(query).Select(item => item.Id).Concat(WorstSection.FoundOf(query).Select(hit => hit.Id)));
        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Writes the report. The writer is not closed.</summary>
    public static async Task WriteAsync(TextWriter writer, ReportInput input)
    {
        await writer.WriteAsync(Pages.Start($"Retrieval of {input.Header.Collection}"));
        await writer.WriteAsync(HeadSection.Write(input.Header, input.Figures));
        await writer.WriteAsync(MeasureSection.Write(input.Figures));
        await writer.WriteAsync(ScoreSections.Write(input));
        await writer.WriteAsync(GroupSection.Write(input.Figures));
        foreach (var part in WorstSection.Write(input))
        {
            await writer.WriteAsync(part);
        }

        await writer.WriteAsync(SettingsSection.Write(input.Header));
        await writer.WriteAsync(Pages.End);
    }
}
