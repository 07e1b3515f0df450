using Txt2Image.Cli.Images;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Reporting;

/// <summary>For a person: progress and failures on stderr, the result on stdout.</summary>
internal sealed class TextReport : IIngestReport
{
    private const int MostTables = 10;
    private readonly CliEnvironment _environment;
    private readonly IngestRequest _request;
    private readonly RunCounts _counts;
    private readonly Uri _server;
    private readonly ProgressLine _progress;

    public TextReport(CliEnvironment environment, IngestRequest request, RunCounts counts, Uri server, Func<string> progress)
    {
        (_environment, _request, _counts, _server) = (environment, request, counts, server);
        _progress = new ProgressLine(environment, progress);
    }

    public void Start(IngestPlan? plan)
    {
        if (PlanText.Of(plan, _request) is { } text)
        {
            Note(text);
        }
    }

    public void File(FileEvent file)
    {
        if (file.Status == "failed")
        {
            _progress.WriteAbove($"failed: {file.Name}: {file.Reason}");
        }
        else if (file.Status.StartsWith("would", StringComparison.Ordinal))
        {
            WriteWould(file);
        }
    }

    public void Note(string text) => _progress.WriteAbove(text);

    public void End(RunSummary summary)
    {
        foreach (var table in summary.Tables.Take(MostTables))
        {
            _environment.Out.WriteLine(Printable.Of($"{table}"));
        }

        if (summary.Tables.Count > MostTables)
        {
            _environment.Out.WriteLine($"and {Amount.Of(summary.Tables.Count - MostTables, "more table")}");
        }

        if (summary.Members.Summary() is { } members)
        {
            _environment.Out.WriteLine(members);
        }

        if (_request.IsDryRun)
        {
            WriteDryRun(summary);
        }
        else if (summary.IsFinished)
        {
            WriteFinished(summary);
        }
        else
        {
            ImageSummary.WriteUnfinished(_environment, _counts.Tally, summary.Elapsed);
        }

        if (summary.LeftOut.ToString() is { } leftOut)
        {
            _environment.Out.WriteLine(leftOut);
        }

        if (summary.Failures is { } failures)
        {
            _environment.Error.WriteLine($"Failures are listed in {Printable.Of(failures)}");
            _environment.Error.WriteLine("To try only those again, add --retry-failed with that file to the command.");
        }
    }

    public async Task SettleAsync() => await _progress.DisposeAsync();

    public ValueTask DisposeAsync() => _progress.DisposeAsync();

    private void WriteWould(FileEvent file)
    {
        var size = file.Bytes is { } bytes ? $" ({Amount.Bytes(bytes)})" : "";
        _environment.Out.WriteLine($"{file.Status.Replace('-', ' ')}: {Printable.Of(file.Name)}{size}");
    }

    private void WriteFinished(RunSummary summary)
    {
        if (_counts.Removed > 0)
        {
            _environment.Out.WriteLine($"Removed {Amount.Of(_counts.Removed, "name")} that vanished from the source");
        }

        ImageSummary.WriteFinished(_environment, _server, _request.Collection, _counts.Tally, summary.Others, summary.Elapsed);
    }

    private void WriteDryRun(RunSummary summary)
    {
        var sent = $"{Amount.Of(_counts.WouldSend, "image")} would be sent, {Amount.Bytes(_counts.SentBytes)}";
        var removed = _request.Syncs ? $"; {Amount.Of(_counts.Removed, "name")} would be removed" : "";
        var others = summary.Others > 0 ? $"; {Amount.Of(summary.Others, "other file")} skipped" : "";
        var (known, failed) = (Amount.Number(_counts.Known), Amount.Number(_counts.Tally.Failed));
        _environment.Out.WriteLine($"{sent}; {known} unchanged; {failed} failed{removed}{others}. Nothing was changed.");
    }
}
