using Txt2Image.Cli.Images;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Reindex;

/// <summary>One run of <c>reindex</c>: call after call until everything is embedded, then the finish, as often as it takes.</summary>
internal sealed class ReindexRun(CliEnvironment environment, Txt2ImageClient client, ReindexRequest request)
{
    private const string Ready = "ready";
    private const string Finished = "finished";

    private readonly Txt2ImageClient _bulk = client.With(RetryPolicy.Bulk);
    private readonly long _started = environment.Time.GetTimestamp();
    private ReindexProgress? _last;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReindexAsync(cancellationToken);
        }
        catch (Exception exception) when (_last is not null && exception is OperationCanceledException or Txt2ImageClientException)
        {
            environment.Error.WriteLine($"Not finished: {Progress()}. Run the same command again to continue.");
            throw;
        }

        if (request.Json)
        {
            JsonText.Write(environment.Out, _last!.Json);
        }
        else
        {
            WriteSummary(_last!);
        }

        return _last!.State == Finished ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private TimeSpan Elapsed => environment.Time.GetElapsedTime(_started);

    /// <summary>Ends when it is finished, or when images cannot be embedded.</summary>
    private async Task ReindexAsync(CancellationToken cancellationToken)
    {
        await using var progress = new ProgressLine(environment, Progress);
        while (_last?.State != Finished)
        {
            _last = await _bulk.ReindexAsync(request.Name, request.Model, request.KeepAs, request.DropOld, cancellationToken);
            if (_last.State != Ready)
            {
                continue;
            }

            if (_last.Failures.Count > 0)
            {
                foreach (var failure in _last.Failures)
                {
                    progress.WriteAbove($"cannot be embedded: {failure.Name} ({failure.Id}): {failure.Detail}");
                }

                return;
            }

            _last = await _bulk.FinishReindexAsync(request.Name, request.Model, request.KeepAs, request.DropOld, cancellationToken);
        }
    }

    private string Progress() => _last is null ? "starting" : ProgressText.Of(_last.Done, _last.Failures.Count, _last.Images, Elapsed);

    private void WriteSummary(ReindexProgress last)
    {
        if (last.State != Finished)
        {
            environment.Out.WriteLine(Printable.Of(
                $"Not finished: {Amount.Of(last.Failures.Count, "image")} cannot be embedded with {last.Model}. Find out more with "
                + $"'collections verify {last.Collection} --deep', repair or delete them, and run the same command again. "
                + $"'{last.Collection}' is as it was."));
            return;
        }

        var previews = last.FromPreviews > 0
            ? $", {Amount.Number(last.FromPreviews)} of them from previews because originals are not kept"
            : "";
        environment.Out.WriteLine(Printable.Of(
            $"'{last.Collection}' now has the model {last.Model}: {Amount.Of(last.Images, "image")}{previews}; {ProgressText.Duration(Elapsed)}"));
        environment.Out.WriteLine(Printable.Of(last.KeptAs is { } kept
            ? $"The old collection is '{kept}': 'txt2image collections delete {kept}' deletes it."
            : "The old collection is deleted."));
    }
}
