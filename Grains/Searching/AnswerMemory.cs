using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Searching;

/// <summary>The key of an answer to one query.</summary>
/// <param name="Collection">The collection's physical id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Filter">The filter in canonical form, or null.</param>
/// <param name="Arrangement">The key of the arrangement of the hits; null: by score.</param>
/// <param name="Ef">The number of candidates of an approximate index, if the search says it.</param>
internal readonly record struct ShelfKey(Guid Collection, string Version, string? Filter, string? Arrangement = null, int? Ef = null)
{
    public static ShelfKey Of(SearchRequest request) => new(request.Collection, request.Version, request.Filter, Ef: request.Ef);
}

/// <summary>
/// The answers that the query grains of this process keep, within one budget in bytes. For each query, collection, filter, arrangement and ef it
/// keeps the answer of one version. When the budget is used up, the answer that was asked for least recently goes first.
/// </summary>
internal sealed class AnswerMemory(IOptions<CacheOptions> options, TimeProvider time)
{
    private readonly TimeSpan _lifetime = options.Value.Answers;
    private readonly BoundedMemory<Key, Kept> _kept = new(options.Value.AnswerBytes, time, static bytes => Instruments.AnswerMemory.Add(bytes));

    /// <summary>The estimated size of all answers, in bytes: at most the budget.</summary>
    public long Bytes => _kept.Bytes;

    /// <summary>An answer from which a slice that ends after this many hits can be cut, or null.</summary>
    public QuestionHits? Find(QueryKey question, ShelfKey shelf, int hits) => _kept.Find(
        Key.Of(question, shelf),
        (shelf.Version, Hits: hits),
        static (kept, asked) => kept.Version == asked.Version && kept.Answer.Cover(asked.Hits))?.Answer;

    /// <summary>Keeps an answer, unless a larger one of the same version is kept or there is no room for it.</summary>
    public void Keep(QueryKey question, ShelfKey shelf, QuestionHits answer)
    {
        var key = Key.Of(question, shelf);
        _kept.Keep(
            key,
            new Kept(shelf.Version, answer),
            key.Bytes + answer.Bytes(),
            _lifetime,
            static (earlier, later) => earlier.Version == later.Version && earlier.Answer.Asked > later.Answer.Asked);
    }

    private readonly record struct Key(QueryKey Question, Guid Collection, string? Filter, string? Arrangement, int? Ef)
    {
        /// <summary>The key's strings and what the dictionary and the list need for it, as an estimate.</summary>
        public long Bytes => 300 + 2L * (Question.Value.Length + (Filter?.Length ?? 0) + (Arrangement?.Length ?? 0));

        public static Key Of(QueryKey question, ShelfKey shelf) => new(question, shelf.Collection, shelf.Filter, shelf.Arrangement, shelf.Ef);
    }

    private sealed record Kept(string Version, QuestionHits Answer);
}
