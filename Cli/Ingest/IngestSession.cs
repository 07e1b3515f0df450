using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Reporting;
using Txt2Image.Cli.Ingest.Sending;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Ingest.Sync;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest;

/// <summary>
/// The part of a run that sends: every image of the source ends in the counts, in the report, and in the ledger or among the failures.
/// </summary>
internal sealed class IngestSession : IAsyncDisposable
{
    private readonly CliEnvironment _environment;
    private readonly Txt2ImageClient _client;
    private readonly IngestRequest _request;
    private readonly IngestInputs _inputs;
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
    private long _skipped;
    private bool _remembersParts;

    public IngestSession(
        CliEnvironment environment,
        Txt2ImageClient client,
        IngestRequest request,
        IngestInputs inputs,
        ISource source,
        Ledger ledger,
        FailureManifest failures,
        IIngestReport? report = null)
    {
        (_environment, _client, _request, _inputs, _source, _ledger, _failures) = (environment, client, request, inputs, source, ledger, failures);
        _started = environment.Time.GetTimestamp();
        _report = report ?? (request.WritesJson
            ? new JsonReport(environment, request, _counts)
            : new TextReport(environment, request, _counts, client.Address, Progress));
        _log = new SourceLog { Failed = Fail, Excluded = ledger.See, Texts = inputs.Texts, Skips = Skip, Finished = Finish };
    }

    /// <summary>Whether the collection did not exist before.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether only a part of the source is sent, of which nothing follows for the whole.</summary>
    public bool IsPart { get; init; }

    /// <summary>The tables that said something: of those that lie beside images, the ones with a row that matched.</summary>
    private IEnumerable<ColumnUses> UsedTables => _inputs.Tables.Where(table => table.IsGiven || table.HasMatched).Select(table => table.Uses);

    /// <summary>How many files beside images were used as tables.</summary>
    private int UsedFiles => _inputs.Tables.Count(table => !table.IsGiven && table.HasMatched);

    private RetryPolicy Bulk => RetryPolicy.Bulk with { Waiting = ShowWaiting };

    private TimeSpan Elapsed => _environment.Time.GetElapsedTime(_started);

    /// <summary>Sends images, and removes names if asked to.</summary>
    /// <returns>Whether everything requested was done.</returns>
    public async Task<bool> RunAsync(IngestPlan? plan, CancellationToken cancellationToken)
    {
        using var stopping = cancellationToken.Register(
            () => _report.Note("stopping: requests that are under way are finished first; Ctrl-C again ends at once"));
        _total = plan?.Images + plan?.Failures;
        var isFinished = false;
        try
        {
            _report.Start(plan);
            if (!IsPart)
            {
                _inputs.ReportDuplicates(_report);
            }

            _remembersParts = _request is { Filter: { IsAll: true, TakesServiceFolders: false }, HasNamesEncoding: false }
                && _inputs is { Tables: [], AreRetried: false };
            await SendAllAsync(cancellationToken);
            await _report.SettleAsync();
            if (!IsPart)
            {
                _inputs.ReportTables(_report);
                ReportCircles();
                ReportArchives();
            }

            var isSynced = !_request.Syncs || await SyncAsync(cancellationToken);
            isFinished = true;
            return isSynced && _counts.Tally.Failed == 0;
        }
        finally
        {
            await _report.SettleAsync();
            var others = Math.Max(0, _log.Others - _captionFiles - UsedFiles);
            _report.End(new RunSummary(isFinished, others, _log.LeftOut, Elapsed, _failures.WrittenTo, _log.Members)
            {
                Tables = [.. UsedTables, .. _log.Tables],
            });
        }
    }

    public ValueTask DisposeAsync() => _report.DisposeAsync();

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        var doubts = _request.Verifies && !IsNew;
        var flow = new ImageFlow(_source, _log, _ledger, _inputs.Tables)
        {
            IsWanted = _inputs.WantedOf(_source), Doubts = doubts, Take = TakeKnown,
        };
        var images = flow.ReadAsync(cancellationToken);
        if (doubts)
        {
            images = new Verifier(_client.With(Bulk), _request, _ledger, TakeKnown).MissingAsync(images, cancellationToken);
        }

        var uploader = new BatchUploader<ImageFile>(
            _client,
            new UploadTarget(_request.Collection, _request.KeepsOriginals),
            image => [IngestUpload.Of(image, _ledger.ReplacedBy(image))],
            images => UploadPolicy.For(images) with { Waiting = ShowWaiting },
            _environment.Time);
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
                    _ledger.Suspend(batch);
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
        new SyncRun(_environment, _request, _report, _counts)
            .RunAsync(_source, _log, _ledger, Remover(), cancellationToken);

    private NameRemover Remover() => new(_client.With(Bulk with { CompletesSentRequests = true }), _request.Collection, _ledger);

    private void ShowWaiting(TimeSpan delay) => Volatile.Write(ref _waitingUntil, (Elapsed + delay).Ticks);

    private void WouldSend(IReadOnlyList<ImageFile> batch)
    {
        foreach (var image in batch)
        {
            _counts.CountWouldSend(image.Length);
            _report.File(new FileEvent("would-send", image.Name, image.Path, image.Length));
        }
    }

    private void TakeKnown(IReadOnlyList<Outcome<ImageFile>> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Status == ImageStatus.Unchanged)
            {
                _counts.CountKnown();
            }

            Report(outcome);
        }
    }

    /// <summary>What the server answered. An image enters the ledger before it is counted: only what is in the ledger is not sent again.</summary>
    private void Take(IReadOnlyList<Outcome<ImageFile>> outcomes)
    {
        var taken = outcomes.Where(outcome => outcome.Status != ImageStatus.Failed);
        foreach (var write in taken.GroupBy(outcome => outcome.Version, StringComparer.Ordinal))
        {
            _ledger.Acknowledge(write.Select(outcome => (outcome.Item, outcome.Id)), write.Key);
        }

        foreach (var outcome in outcomes)
        {
            if (outcome.Status != ImageStatus.Failed)
            {
                _counts.CountSent(outcome.Item.Length);
            }

            Report(outcome);
        }
    }

    private void Report(Outcome<ImageFile> outcome)
    {
        if (outcome.Status == ImageStatus.Failed)
        {
            outcome.Item.Part?.Fail();
            Fail(outcome.Item.Name, outcome.Item.Path, outcome.Code, outcome.Reason!);
            return;
        }

        _counts.Tally.Add(outcome.Status);
        var status = outcome.Status.ToString().ToLowerInvariant();
        var isTruncated = outcome.IsTruncated ? true : (bool?)null;
        _report.File(new FileEvent(status, outcome.Item.Name, outcome.Item.Path, outcome.Item.Length) { Truncated = isTruncated });
        if (outcome.IsTruncated)
        {
            _report.Note($"truncated: {outcome.Item.Name}: the file lacks pixels; it was added with those that it has.");
        }

        if (outcome.Item.Part is { } part)
        {
            Finish(part);
        }
    }

    private void Fail(string name, string path, string? code, string reason)
    {
        _ledger.See(name);
        _failures.Add(name, path, code, reason);
        _counts.Tally.Add(ImageStatus.Failed);
        _report.File(new FileEvent("failed", name, path, Code: code, Reason: reason));
    }

    private void ReportCircles()
    {
        if (_log.Circles > 0)
        {
            _report.Note($"note: {Amount.Of(_log.Circles, "linked folder")} skipped, since the walk has already been in their targets.");
        }
    }

    private void ReportArchives()
    {
        if (_log.Archives > 0)
        {
            const string Advice = "give one of them as PATH, or all of them with a pattern such as 'x/*.zip'";
            _report.Note($"note: archives beside the images that were not read: {Amount.Number(_log.Archives)}; {Advice}.");
        }

        if (_skipped > 0)
        {
            _report.Note($"note: archives that earlier runs added and that have not changed since: {Amount.Number(_skipped)}; not read again.");
        }
    }

    /// <summary>Whether all images of a part were acknowledged by earlier runs; they count as unchanged.</summary>
    private bool Skip(SourcePart part)
    {
        _ledger.See(part.Name);
        if (!_remembersParts || _request.Verifies || _ledger.ImagesOf(part) is not { } images)
        {
            return false;
        }

        _skipped++;
        for (; images > 0; images--)
        {
            _counts.CountKnown();
            _counts.Tally.Add(ImageStatus.Unchanged);
        }

        return true;
    }

    private void Finish(SourcePart part)
    {
        if (part.Settle() && _remembersParts && !_request.IsDryRun)
        {
            _ledger.Acknowledge(part);
        }
    }

    private string Progress()
    {
        var text = ProgressText.Of(_counts.Tally, _counts.Known, _total, Elapsed);
        return Volatile.Read(ref _waitingUntil) > Elapsed.Ticks ? $"{text} (the server is busy: waiting)" : text;
    }
}
