using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>One run of <c>ingest</c>: prepare the collection, send what the walk finds, tell how it went however it ends.</summary>
internal sealed class IngestRun(CliEnvironment environment, ServerClient client, IngestRequest request)
{
    private readonly Tally _tally = new();
    private readonly long _started = environment.Time.GetTimestamp();
    private long _total = -1;
    private long _waitingUntil;

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var status = await ServerStatus.ReadAsync(client, cancel);
        if (!new ImageWalk(request.Path).Files().Any())
        {
            environment.Error.WriteLine($"There are no images in {Printable.Of(request.Path)}: nothing to add.");
            return ExitCode.Success;
        }

        await TargetCollection.EnsureAsync(client, request.Collection, cancel);
        IngestNotes.WarnOfDrawingsOnly(environment, status);

        long others;
        try
        {
            others = await SendAllAsync(cancel);
        }
        catch (Exception fault) when (fault is OperationCanceledException or UnreachableException or ServerRefusedException)
        {
            IngestNotes.WriteUnfinished(environment, _tally, Elapsed);
            throw;
        }

        IngestNotes.WriteSummary(environment, client.Address, request.Collection, _tally, others, Elapsed);
        return _tally.Failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    private async Task<long> SendAllAsync(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var counting = Task.Run(() => Volatile.Write(ref _total, ImageWalk.Count(request.Path, end.Token)), end.Token);
        await using var progress = new ProgressLine(environment, Progress);
        var walk = new ImageWalk(request.Path) { Unreadable = (name, reason) => Fail(progress, name, reason) };
        client.Waiting = delay => Volatile.Write(ref _waitingUntil, (Elapsed + delay).Ticks);
        var uploader = new Uploader(client, request.Collection, environment.Time);
        var degree = new ParallelOptions { MaxDegreeOfParallelism = request.Parallel, CancellationToken = cancel };
        try
        {
            await Parallel.ForEachAsync(Batches.Of(walk.Files()), degree, async (batch, stop) =>
            {
                foreach (var outcome in await uploader.UploadAsync(batch, stop))
                    Take(progress, outcome);
            });
        }
        finally
        {
            await end.CancelAsync();
            await counting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return walk.Others;
    }

    private void Take(ProgressLine progress, Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Failed)
            Fail(progress, outcome.File.Name, outcome.Reason!);
        else
            _tally.Add(outcome.Kind);
    }

    private void Fail(ProgressLine progress, string name, string reason)
    {
        _tally.Add(OutcomeKind.Failed);
        progress.WriteAbove($"failed: {name}: {reason}");
    }

    private string Progress()
    {
        var total = Volatile.Read(ref _total);
        var text = ProgressText.Of(_tally.Done, _tally.Failed, total < 0 ? null : total, Elapsed);
        return Volatile.Read(ref _waitingUntil) > Elapsed.Ticks ? $"{text} (the server is busy: waiting)" : text;
    }
}
