using Microsoft.Extensions.Options;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching.Cutoff;

/// <summary>
/// Learns how unrelated texts score in a collection: embeds them, which caches do after the first collection of a model, and searches for the best
/// hit of each. It gives way to searches: while the silo admits no more of those, it waits.
/// </summary>
internal sealed class ScoreLearner(
    IVectorStore store, QuestionEncoder encoder, SearchAdmission admission, IOptions<SearchOptions> options, TimeProvider time)
{
    /// <summary>How many images' embeddings the mean is taken of. Ids are hashes, so the first ones are a random sample.</summary>
    private const int Sample = 1000;

    private const int Page = 250;
    private const int AtOnce = 8;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly StoreDeadline _deadline = new(options.Value.StoreDeadline, RetryAfter, time);

    /// <summary>The collection's number of images now.</summary>
    /// <exception cref="Txt2ImageException">NotFound: there is no such collection.</exception>
    public async Task<(long Images, string Version)> LookAsync(Guid collection, CancellationToken cancellationToken)
    {
        var found = await _deadline.CallAsync(
            (store, collection), static (call, token) => call.store.FindAsync(call.collection, token), cancellationToken);
        return found is null ? throw new Txt2ImageException(ErrorCode.NotFound, "The collection was deleted.") : (found.Points, found.Version);
    }

    /// <exception cref="Txt2ImageException">A store or a device does not answer.</exception>
    public async Task<LearnedScores> LearnAsync(Guid collection, ClipModel model, CancellationToken cancellationToken)
    {
        var (images, version) = await LookAsync(collection, cancellationToken);
        if (images < LearnedScores.FewestImages)
        {
            return new LearnedScores(images, version, [], []);
        }

        var means = new LearnedScores(images, version, await MeanAsync(collection, model.Dimension, cancellationToken), []);
        List<double> lifts = [];
        foreach (var some in UnrelatedTexts.All.Chunk(AtOnce))
        {
            lifts.AddRange(await Task.WhenAll(some.Select(text => LiftAsync(collection, model, means, text, cancellationToken))));
        }

        return means.With(lifts);
    }

    private async Task<float[]> MeanAsync(Guid collection, int dimension, CancellationToken cancellationToken)
    {
        var sum = new double[dimension];
        var count = 0;
        for (Guid? after = null; count < Sample;)
        {
            var page = await _deadline.CallAsync(
                (store, collection, after),
                static (call, token) => call.store.ScrollAsync(call.collection, call.after, Page, withVectors: true, token),
                cancellationToken);
            foreach (var point in page)
            {
                var vector = point.Vector.Span;
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += vector[i];
                }
            }

            count += page.Count;
            if (page.Count < Page)
            {
                break;
            }

            after = page[^1].Id;
        }

        return Array.ConvertAll(sum, value => (float)(value / Math.Max(1, count)));
    }

    private async Task<double> LiftAsync(
        Guid collection, ClipModel model, LearnedScores means, string text, CancellationToken cancellationToken)
    {
        var question = QueryKey.FromText(model.Tokenizer, text);
        while (true)
        {
            var (place, _) = admission.TryEnter(1);
            using (place)
            {
                var encoded = place is null ? null : await encoder.EncodeAsync(model, question, [], cancellationToken);
                if (encoded?.Embedding is { Vector: var vector })
                {
                    var hits = await _deadline.CallAsync(
                        (store, collection, vector),
                        static (call, token) => call.store.SearchAsync(call.collection, call.vector, 1, null, null, null, token),
                        cancellationToken);
                    return hits is [var best, ..] ? best.Score - means.MeanScoreOf(vector) : 0;
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
