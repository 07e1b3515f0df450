using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Failures;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Browsing;

/// <summary>
/// Counts the values of fields and the words of captions in collections, and keeps what it counted until the collection has changed. It looks at a
/// limited number of images, and spends at most a twentieth of the time on a collection that changes all the time: then counts are a little old.
/// </summary>
internal sealed class Surveyor(IVectorStore store, TimeProvider time, IOptions<SearchOptions> options)
{
    /// <summary>The most images that are counted. Ids are hashes, so the first ones are a random sample.</summary>
    public const int MostImages = 10_000;

    private const long Budget = 16 << 20;
    private const int CountingPart = 20;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly BoundedMemory<Key, Kept> _kept = new(Budget, time);
    private readonly ConcurrentDictionary<Key, Lazy<Task<CollectionSurvey>>> _counting = new();

    /// <summary>A count reads more than a search, so it may take longer.</summary>
    private readonly StoreDeadline _deadline = new(4 * options.Value.StoreDeadline, RetryAfter, time);

    /// <summary>What is known about the images that pass a filter.</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="version">Its version, as the caller knows it.</param>
    /// <param name="filter">A filter in canonical form, or null for all images.</param>
    /// <exception cref="Abstractions.Txt2ImageException">The store does not answer.</exception>
    public Task<CollectionSurvey> FindAsync(Guid collection, string version, string? filter)
    {
        var key = new Key(collection, filter);
        return _kept.Find(key, version, IsFresh) is { } kept
            ? Task.FromResult(kept.Survey)
            : _counting.GetOrAdd(key, _ => new Lazy<Task<CollectionSurvey>>(() => Task.Run(() => CountAsync(key, version)))).Value;
    }

    private bool IsFresh(Kept kept, string version) =>
        kept.Survey.Version == version || time.GetElapsedTime(kept.Counted) < CountingPart * kept.Took;

    private async Task<CollectionSurvey> CountAsync(Key key, string version)
    {
        try
        {
            var begun = time.GetTimestamp();
            var filter = key.Filter is { } text ? FilterJson.Read(text) : null;
            var points = await _deadline.CallAsync(
                (store, key.Collection, filter),
                static (call, token) => call.store.SelectAsync(call.Collection, call.filter, PointOrder.ById, null, MostImages + 1, token),
                CancellationToken.None);
            var survey = Survey(version, points, withWords: filter is null);
            _kept.Keep(key, new Kept(survey, time.GetTimestamp(), time.GetElapsedTime(begun)), survey.Bytes(), TimeSpan.MaxValue);
            return survey;
        }
        finally
        {
            _counting.TryRemove(key, out _);
        }
    }

    private static CollectionSurvey Survey(string version, IReadOnlyList<Point> points, bool withWords)
    {
        var (values, words) = (new ValueCounter(), new WordCounter());
        var counted = Math.Min(points.Count, MostImages);
        foreach (var point in points.Take(counted))
        {
            values.Add(point.Payload);
            if (withWords)
            {
                words.Add(point.Payload);
            }
        }

        return new CollectionSurvey(version, counted, points.Count > MostImages, values.Facets(), words.Words.ToFrozenDictionary());
    }

    private readonly record struct Key(Guid Collection, string? Filter);

    private sealed record Kept(CollectionSurvey Survey, long Counted, TimeSpan Took);
}
