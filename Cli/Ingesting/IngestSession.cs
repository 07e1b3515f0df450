using Txt2Image.Cli.Ingesting.Reporting;
using Txt2Image.Cli.Ingesting.Sending;
using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Ingesting.State;
using Txt2Image.Cli.Ingesting.Syncing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>
/// The part of a run that sends: every image of the source ends in the counts, in the report, and in the ledger or among the failures.
/// </summary>
internal sealed class IngestSession : IAsyncDisposable
{
    private readonly CliEnvironment _environment;
    private readonly ServerClient _client;
    private readonly IngestRequest _request;
    private readonly ISource _source;
    private readonly Ledger _ledger;
    private readonly FailureManifest _failures;
    private readonly RunCounts _counts = new();
    private readonly IIngestReport _report;
    private readonly SourceLog _log;
    private readonly long _started;
    private long? _total;
    private long _waitingUntil;
    private long _captionFiles;

    public IngestSession(
        CliEnvironment environment, ServerClient client, IngestRequest request, ISource source, Ledger ledger, FailureManifest failures)
    {
        (_environment, _client, _request, _source, _ledger, _failures) = (environment, client, request, source, ledger, failures);
        _started = environment.Time.GetTimestamp();
        _report = request.WritesJson
            ? new JsonReport(environment, request, _counts)
            : new TextReport(environment, request, _counts, client.Address, Progress);
        _log = new SourceLog { Failed = Fail, Excluded = ledger.See };
    }

    /// <summary>Whether the collection was not there before.</summary>
    public bool IsNew { get; init; }

    private TimeSpan Elapsed => _environment.Time.GetElapsedTime(_started);

    /// <summary>Sends, and removes if asked to.</summary>
    /// <returns>Whether all was done that was asked for.</returns>
    public async Task<bool> RunAsync(Plan? plan, IngestInputs inputs, CancellationToken cancellationToken)
    {
        using var told = cancellationToken.Register(() => _report.Note("stopping: what is under way is finished first; Ctrl-C again ends at once"));
        _client.Waiting = delay => Volatile.Write(ref _waitingUntil, (Elapsed + delay).Ticks);
        _total = plan?.Images + plan?.Failures;
        var isFinished = false;
        try
        {
            _report.Start(plan);
            inputs.TellDuplicates(_report);
            await SendAllAsync(inputs, cancellationToken);
            await _report.SettleAsync();
            inputs.TellUnmatched(_report);
            TellCircles();
            var isSynced = !_request.Syncs || await SyncAsync(cancellationToken);
            isFinished = true;
            return isSynced && _counts.Tally.Failed == 0;
        }
        finally
        {
            await _report.SettleAsync();
            _report.End(new RunSummary(isFinished, Math.Max(0, _log.Others - _captionFiles), Elapsed, _failures.WrittenTo));
        }
    }

    public ValueTask DisposeAsync() => _report.DisposeAsync();

    private async Task SendAllAsync(IngestInputs inputs, CancellationToken cancellationToken)
    {
        var doubts = _request.Verifies && !IsNew;
        var flow = new ImageFlow(_source, _log, _ledger, inputs.Table) { IsAsked = inputs.AskedOf(_source), Doubts = doubts, Take = TakeKnown };
        var images = flow.ReadAsync(cancellationToken);
        if (doubts)
        {
            images = new Verifier(_client, _request, _ledger, TakeKnown).MissingAsync(images, cancellationToken);
        }

        var uploader = new Uploader(_client, _request, _environment.Time);
        var degree = new ParallelOptions { MaxDegreeOfParallelism = _request.Parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Batches.Of(images), degree, async (batch, ended) =>
        {
            try
            {
                if (_request.IsDryRun)
                {
                    WouldSend(batch);
                }
                else
                {
                    await uploader.UploadAsync(batch, Take, ended);
                }
            }
            finally
            {
                foreach (var image in batch)
                {
                    image.Dispose();
                }
            }
        });
        cancellationToken.ThrowIfCancellationRequested();
        _captionFiles = flow.CaptionFiles;
    }

    private Task<bool> SyncAsync(CancellationToken cancellationToken) =>
        new Sync(_environment, _request, _report, _counts)
            .RunAsync(_source, _log, _ledger, new NameRemover(_client, _request.Collection, _ledger), cancellationToken);

    private void WouldSend(IReadOnlyList<ImageFile> batch)
    {
        foreach (var image in batch)
        {
            _counts.CountWouldSend(image.Length);
            _report.File(new FileEvent("would-send", image.Name, image.Path, image.Length));
        }
    }

    private void TakeKnown(IReadOnlyList<Outcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Kind == OutcomeKind.Unchanged)
            {
                _counts.CountKnown();
            }

            Tell(outcome);
        }
    }

    /// <summary>What the server answered. An image is remembered before it is counted: only what is remembered is not sent again.</summary>
    private void Take(IReadOnlyList<Outcome> outcomes)
    {
        _ledger.Acknowledge([.. outcomes.Where(outcome => outcome.Kind != OutcomeKind.Failed).Select(outcome => outcome.File)]);
        foreach (var outcome in outcomes)
        {
            if (outcome.Kind != OutcomeKind.Failed)
            {
                _counts.CountSent(outcome.File.Length);
            }

            Tell(outcome);
        }
    }

    private void Tell(Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Failed)
        {
            Fail(outcome.File.Name, outcome.File.Path, outcome.Code, outcome.Reason!);
            return;
        }

        _counts.Tally.Add(outcome.Kind);
        _report.File(new FileEvent(outcome.Kind.ToString().ToLowerInvariant(), outcome.File.Name, outcome.File.Path, outcome.File.Length));
    }

    private void Fail(string name, string path, string? code, string reason)
    {
        _ledger.See(name);
        _failures.Add(name, path, code, reason);
        _counts.Tally.Add(OutcomeKind.Failed);
        _report.File(new FileEvent("failed", name, path, Code: code, Reason: reason));
    }

    private void TellCircles()
    {
        if (_log.Circles > 0)
        {
            _report.Note($"note: {Counted.Of(_log.Circles, "linked folder")} passed over, for the walk has been or is where they lead.");
        }
    }

    private string Progress()
    {
        var text = ProgressText.Of(_counts.Tally, _counts.Known, _total, Elapsed);
        return Volatile.Read(ref _waitingUntil) > Elapsed.Ticks ? $"{text} (the server is busy: waiting)" : text;
    }
}
