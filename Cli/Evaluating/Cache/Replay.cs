using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary>
/// Asks the questions of a log by several clients. A planned question counts from when it is due, even if no client was free then: a slow server
/// makes people wait who would ask meanwhile.
/// </summary>
internal sealed class Replay(CliEnvironment environment, Txt2ImageClient client, string collection)
{
    private readonly TimeProvider _time = environment.Time;

    /// <param name="plan">The questions, with the time at which each is due.</param>
    /// <param name="clients">How many questions may be under way at once.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    public async Task<IReadOnlyList<ReplayedQuestion>> RunAsync(
        IReadOnlyList<(LoggedQuestion Question, TimeSpan? Due)> plan, int clients, CancellationToken cancellationToken)
    {
        var replayed = new ReplayedQuestion[plan.Count];
        var (next, done) = (-1, 0);
        await using var progress = new ProgressLine(environment, () => $"{done} of {plan.Count} questions answered");
        var start = _time.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(clients, plan.Count)).Select(_ => Task.Run(LaneAsync, stop.Token)));
        return replayed;

        async Task LaneAsync()
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref next)) < plan.Count;)
                {
                    replayed[i] = await AskAsync(plan[i].Question, plan[i].Due, start, stop.Token);
                    Interlocked.Increment(ref done);
                }
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    private async Task<ReplayedQuestion> AskAsync(LoggedQuestion question, TimeSpan? due, long start, CancellationToken cancellationToken)
    {
        if (due - _time.GetElapsedTime(start) is { } wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, cancellationToken);
        }

        var asked = due ?? _time.GetElapsedTime(start);
        try
        {
            var request = new SearchRequest { Text = question.Text, K = question.K, Collection = collection };
            var answer = await client.SearchAsync(request, cancellationToken);
            return new(question.Text, asked, _time.GetElapsedTime(start))
            {
                Source = answer.Cache ?? "none",
                Server = (Stage(answer, "total"), Stage(answer, "encode"), Stage(answer, "search")),
            };
        }
        catch (ServerErrorException exception)
        {
            return new(question.Text, asked, _time.GetElapsedTime(start)) { Error = exception.Code ?? $"{(int)exception.Status}" };
        }
        catch (ServerUnreachableException)
        {
            return new(question.Text, asked, _time.GetElapsedTime(start)) { Error = "Unreachable" };
        }
    }

    private static double Stage(SearchAnswer answer, string name) => answer.Timings?.GetValueOrDefault(name) ?? 0;
}
