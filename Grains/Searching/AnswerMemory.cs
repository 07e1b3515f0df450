using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Searching;

/// <summary>The key of an answer to one query.</summary>
internal readonly record struct ShelfKey(Guid Collection, string Version, string? Filter)
{
    public static ShelfKey Of(SearchRequest request) => new(request.Collection, request.Version, request.Filter);
}

/// <summary>
/// The answers that the query grains of this process keep, within one budget in bytes. For each query, collection and filter it keeps the answer of
/// one version. When the budget is used up, the answer that was asked for least recently goes first.
/// </summary>
internal sealed class AnswerMemory(IOptions<CacheOptions> options, TimeProvider time)
{
    /// <summary>A full memory does not evict others for an answer larger than this part of the budget.</summary>
    private const int LargePart = 64;

    private readonly long _budget = options.Value.AnswerBytes;
    private readonly TimeSpan _lifetime = options.Value.Answers;
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, LinkedListNode<Kept>> _kept = [];
    private readonly LinkedList<Kept> _recentLast = new();
    private long _bytes;

    /// <summary>The estimated size of all answers, in bytes: at most the budget.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>An answer from which a slice that ends after this many hits can be cut, or null.</summary>
    public QuestionHits? Find(QueryKey question, ShelfKey shelf, int hits)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(Key.Of(question, shelf), out var node)
                || node.Value.Version != shelf.Version || !node.Value.Answer.Cover(hits) || IsExpired(node.Value))
            {
                return null;
            }

            _recentLast.Remove(node);
            _recentLast.AddLast(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps an answer, unless a larger one of the same version is kept or there is no room for it.</summary>
    public void Keep(QueryKey question, ShelfKey shelf, QuestionHits answer)
    {
        var key = Key.Of(question, shelf);
        var bytes = key.Bytes + answer.Bytes();
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var earlier))
            {
                if (earlier.Value.Version == shelf.Version && earlier.Value.Answer.Asked > answer.Asked && !IsExpired(earlier.Value))
                {
                    return;
                }

                Remove(earlier);
            }

            while (_recentLast.First is { } expired && IsExpired(expired.Value))
            {
                Remove(expired);
            }

            if (bytes > _budget || (bytes > _budget / LargePart && _bytes + bytes > _budget))
            {
                return;
            }

            while (_bytes + bytes > _budget)
            {
                Remove(_recentLast.First!);
            }

            _kept[key] = _recentLast.AddLast(new Kept(key, shelf.Version, answer, bytes, time.GetTimestamp()));
            Count(bytes);
        }
    }

    private bool IsExpired(Kept kept) => time.GetElapsedTime(kept.Since) >= _lifetime;

    private void Remove(LinkedListNode<Kept> node)
    {
        _kept.Remove(node.Value.Key);
        _recentLast.Remove(node);
        Count(-node.Value.Bytes);
    }

    private void Count(long bytes)
    {
        _bytes += bytes;
        Instruments.AnswerMemory.Add(bytes);
    }

    private readonly record struct Key(QueryKey Question, Guid Collection, string? Filter)
    {
        /// <summary>The key's strings and what the dictionary and the list need for it, as an estimate.</summary>
        public long Bytes => 300 + 2L * (Question.Cleaned.Length + (Filter?.Length ?? 0));

        public static Key Of(QueryKey question, ShelfKey shelf) => new(question, shelf.Collection, shelf.Filter);
    }

    private sealed record Kept(Key Key, string Version, QuestionHits Answer, long Bytes, long Since);
}
