using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Searching;

/// <summary>
/// Sends searches in one batch, and sends those again for which the server was too busy, or whose answers a lost connection cut off.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="time">The time.</param>
internal sealed class PatientBatch(Txt2ImageClient client, TimeProvider time)
{
    private static readonly TimeSpan Patience = RetryPolicy.Bulk.BusyPatience;

    /// <summary>Searches.</summary>
    /// <returns>An outcome for each, in order. An error is one that would not pass: the server rejects the search.</returns>
    /// <exception cref="ServerErrorException">The server has been too busy for long, or cannot search at all.</exception>
    /// <exception cref="ServerUnreachableException">No server answers.</exception>
    public async Task<BatchAnswer[]> SearchAsync(IReadOnlyList<SearchRequest> searches, CancellationToken cancellationToken)
    {
        var answers = new BatchAnswer?[searches.Count];
        var started = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            int[] open = [.. Enumerable.Range(0, answers.Length).Where(index => answers[index] is null)];
            if (open.Length == 0)
            {
                return answers!;
            }

            if (await SendAsync(searches, open, answers, mayBreak: attempt == 0, cancellationToken) is { } busy)
            {
                await WaitAsync(busy, attempt, started, cancellationToken);
            }
        }
    }

    /// <summary>Sends those that are open.</summary>
    /// <returns>The error of a search for which the server was too busy; null if there was none.</returns>
    private async Task<ServerErrorException?> SendAsync(
        IReadOnlyList<SearchRequest> searches, int[] open, BatchAnswer?[] answers, bool mayBreak, CancellationToken cancellationToken)
    {
        ServerErrorException? busy = null;
        try
        {
            await foreach (var answer in client.SearchBatchAsync([.. open.Select(index => searches[index])], inOrder: true, cancellationToken))
            {
                if (answer.Error is { } error && (error.IsBusy || ErrorCodes.IsTransient(error.Code)))
                {
                    busy = error;
                    continue;
                }

                answers[open[answer.Index]] = answer.Error is null or { Code: ErrorCodes.InvalidRequest } ? answer : throw answer.Error;
                mayBreak = true;
            }
        }
        catch (ServerUnreachableException) when (mayBreak)
        {
            // The server restarts, perhaps. What has arrived is kept, and the next request is retried until it can be reached.
        }

        return busy;
    }

    private async Task WaitAsync(ServerErrorException busy, int attempt, long started, CancellationToken cancellationToken)
    {
        var wait = busy.RetryAfter ?? RetryPolicy.Backoff(attempt);
        if (time.GetElapsedTime(started) + wait > Patience)
        {
            throw busy;
        }

        await Task.Delay(wait, time, cancellationToken);
    }
}
