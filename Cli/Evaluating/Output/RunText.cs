using Txt2Image.Cli.Terminal;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating.Output;

/// <summary>What a person sees of a run: tables on standard output, and what should be known about them beside it.</summary>
internal sealed class RunText(CliEnvironment environment, EvalRequest request, LeftOut leftOut, FoundAny foundAny)
{
    public void Write(RunHeader header, RunFigures figures)
    {
        FigureTables.WriteMeasures(environment, figures);
        if (request.By is { } by)
        {
            FigureTables.WriteGroups(environment, by, figures);
        }

        if (request.Worst is { } worst)
        {
            FigureTables.WriteWorst(environment, figures.Worst.Take(worst), header.Ks[^1]);
        }

        Line($"{Title(header, figures)}; means with 95% intervals (bootstrap, seed {request.Seed})");
        if (header.Direction == Direction.ImageToText)
        {
            Line($"any of an image's captions among the first K, as published figures count: {foundAny}");
        }

        if (request.By is { } missing && figures.Groups.Count == 0)
        {
            Line($"note: no results by '{missing}': neither the queries nor the images have it");
        }

        var notes = leftOut.Notes(figures.Counts, header.Collection, request.Search.FilterText is not null);
        foreach (var note in notes.Concat(LeftOut.Doubts(figures.Counts)))
        {
            Line(note);
        }

        string?[] files = [request.Json, request.Csv, request.Report];
        foreach (var file in files.OfType<string>())
        {
            Line($"written: {file}");
        }
    }

    private static string Title(RunHeader header, RunFigures figures)
    {
        var (queries, things) = header.Direction == Direction.TextToImage ? ("query", "queries") : ("image", "images");
        var count = figures.Counts.Evaluable;
        return $"{Amount.Number(count)} {(count == 1 ? queries : things)} of {header.QueriesFile} on '{header.Collection}' "
            + $"({Amount.Of(header.Images, "image")}, {header.Model})";
    }

    private void Line(string text) => environment.Error.WriteLine(Printable.Of(text));
}
