using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Txt2Image.Clip.Models;

namespace Txt2Image.Grains.Searching.Cutoff;

/// <summary>
/// Keeps what this process has learned about the scores in its collections, and learns it anew, in the background, when a collection has grown,
/// shrunk or become old. One collection is learned at a time, and none more often than a twentieth of the time allows.
/// </summary>
internal sealed partial class ScoreKeeper(ScoreLearner learner, TimeProvider time, ILogger<ScoreKeeper> log) : IDisposable
{
    /// <summary>How long a search waits for scores that were never learned. After that they are missing from its answer.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>The scores are learned anew when the number of images has changed by this part.</summary>
    private const double MuchChanged = .1;

    private const long Budget = 4 << 20;
    private const int LearningPart = 20;
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Old = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLearning = TimeSpan.FromMinutes(10);

    private readonly BoundedMemory<Guid, Kept> _kept = new(Budget, time);
    private readonly ConcurrentDictionary<Guid, Lazy<Task>> _learning = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>What is known about a collection; null if it is not known yet.</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="version">Its version.</param>
    /// <param name="model">Its model.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<LearnedScores?> FindAsync(Guid collection, string version, ClipModel model, CancellationToken cancellationToken)
    {
        if (Find(collection) is { } kept)
        {
            if (kept.Scores.Version != version && time.GetElapsedTime(kept.Checked) >= kept.NextCheck)
            {
                _ = Begin(collection, model);
            }

            return kept.Scores;
        }

        await Task.WhenAny(Begin(collection, model), Task.Delay(FirstWait, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return Find(collection)?.Scores;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private Kept? Find(Guid collection) => _kept.Find(collection, 0, static (_, _) => true);

    /// <summary>Joins what is learning a collection, or starts it. The task never fails.</summary>
    private Task Begin(Guid collection, ClipModel model) => _learning.GetOrAdd(
        collection, id => new Lazy<Task>(() => Task.Run(() => LearnAsync(id, model)))).Value;

    private async Task LearnAsync(Guid collection, ClipModel model)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            limit.CancelAfter(LongestLearning);
            await _turn.WaitAsync(limit.Token);
            try
            {
                await UpdateAsync(collection, model, limit.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
#pragma warning disable CA1031 // Whatever fails here only leaves the scores as they were; the next search tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(collection, exception.Message);
        }
        finally
        {
            _learning.TryRemove(collection, out _);
        }
    }

    private async Task UpdateAsync(Guid collection, ClipModel model, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        if (Find(collection) is { } kept)
        {
            var (images, version) = await learner.LookAsync(collection, cancellationToken);
            var isOld = version != kept.Scores.Version && time.GetElapsedTime(kept.Learned) >= Old;
            if (!isOld && Math.Abs(images - kept.Scores.Images) <= MuchChanged * kept.Scores.Images)
            {
                Keep(collection, kept with { Checked = begun });
                return;
            }
        }

        var scores = await learner.LearnAsync(collection, model, cancellationToken);
        var took = time.GetElapsedTime(begun);
        Keep(collection, new Kept(scores, begun, time.GetTimestamp(), Max(CheckEvery, LearningPart * took)));
        LogLearned(collection, scores.Images, took.TotalMilliseconds);
    }

    private void Keep(Guid collection, Kept kept) => _kept.Keep(collection, kept, 200 + kept.Scores.Bytes, TimeSpan.MaxValue);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [LoggerMessage(LogLevel.Debug, "Learned the scores of unrelated texts in collection {Collection}, {Images} images, in {Milliseconds:0} ms")]
    private partial void LogLearned(Guid collection, long images, double milliseconds);

    [LoggerMessage(LogLevel.Information, "Could not learn the scores of unrelated texts in collection {Collection}: {Reason}")]
    private partial void LogFailed(Guid collection, string reason);

    private sealed record Kept(LearnedScores Scores, long Learned, long Checked, TimeSpan NextCheck);
}
