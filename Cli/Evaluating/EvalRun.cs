using Txt2Image.Cli.Evaluating.Output;
using Txt2Image.Cli.Evaluating.State;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating;

/// <summary>
/// Evaluates: reads queries, searches, adds up and writes. Queries and results pass through one by one; what is kept of a query is some numbers.
/// </summary>
internal sealed class EvalRun
{
    /// <summary>The report shows so many of the worst queries.</summary>
    private const int WorstOfReport = 20;

    private readonly CliEnvironment _environment;
    private readonly Txt2ImageClient _client;
    private readonly EvalRequest _request;
    private readonly LeftOut _leftOut = new();
    private readonly FoundAny _foundAny;
    private readonly EvalProgress _progress;
    private readonly RunSummary _summary;

    public EvalRun(CliEnvironment environment, Txt2ImageClient client, EvalRequest request)
    {
        (_environment, _client, _request) = (environment, client.With(RetryPolicy.Bulk), request);
        _progress = new EvalProgress(environment.Time);
        _foundAny = new FoundAny(request.Ks);
        _summary = new RunSummary(request.Ks, request.Seed, Math.Max(WorstOfReport, request.Worst ?? 0));
    }

    /// <summary>Runs.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The queries cannot be read, or the journal is of another run.</exception>
    /// <exception cref="RunFailedException">No query can be evaluated, or a file cannot be written.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var subject = await EvalSubject.FindAsync(_client, _request, cancellationToken);
        using var journal = EvalJournal.Open(_request.Journal, subject.Key(_environment.Time.GetUtcNow()));
        var header = subject.Header(journal.Key.At);
        await using var files = new RunFiles(_request, header);
        await PassAsync(subject, journal, files, cancellationToken);

        var figures = _summary.Figures();
        if (figures.Counts.Evaluable == 0)
        {
            journal.Delete();
            var reasons = _leftOut.Notes(figures.Counts, header.Collection, _request.Search.FilterText is not null);
            throw new RunFailedException(string.Join('\n', reasons
                .Prepend($"no query can be evaluated on '{header.Collection}', which has {Amount.Of(header.Images, "image")}")));
        }

        if (files.Report is { } report)
        {
            await ReportFile.WriteAsync(_client, report.Stream, header, figures, cancellationToken);
        }

        await files.CompleteAsync(figures);

        new RunText(_environment, _request, _leftOut, _foundAny).Write(header, figures);
        await NoteChangeAsync(subject.Collection, cancellationToken);
        journal.Delete();
        return ExitCode.Success;
    }

    private async Task PassAsync(EvalSubject subject, EvalJournal journal, RunFiles files, CancellationToken cancellationToken)
    {
        await using var line = new ProgressLine(_environment, _progress.ToString);
        using var pass = new EvalPass(_environment, _client, subject, journal, _progress, _leftOut);
        try
        {
            await foreach (var outcome in pass.RunAsync(cancellationToken))
            {
                if (outcome.Result is { } result)
                {
                    var scores = _summary.Add(result);
                    _foundAny.Add(scores);
                    await files.WriteAsync(result, scores, cancellationToken);
                }
                else
                {
                    _leftOut.Add(outcome);
                }

                _progress.Add(journal.Known);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            line.WriteAbove(journal.IsKept
                ? $"stopped after {_progress}: the same command continues from there"
                : $"stopped after {_progress}: with --resume FILE, or a file of results, a run can be continued");
            throw;
        }

        foreach (var note in pass.Notes())
        {
            line.WriteAbove($"note: {note}");
        }
    }

    /// <summary>Searches of one run should see the same images.</summary>
    private async Task NoteChangeAsync(CollectionInfo before, CancellationToken cancellationToken)
    {
        var after = await _client.GetCollectionAsync(before.Name, cancellationToken);
        if (after.Version != before.Version)
        {
            _environment.Error.WriteLine($"note: '{Printable.Of(before.Name)}' was changed during the run, so not all queries saw the same images");
        }
    }
}
