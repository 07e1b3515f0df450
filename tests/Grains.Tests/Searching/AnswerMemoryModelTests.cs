using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>
/// Random operations on the memory of answers, compared step by step with a plain list: an answer is only ever found for the query, collection,
/// filter, version and number of hits that it is for, what was kept and fits is found, and what was asked for least recently goes first.
/// </summary>
public sealed class AnswerMemoryModelTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly Guid[] Collections = [Guid.NewGuid(), Guid.NewGuid()];

    private static readonly Gen<Place> AnyPlace = Gen.Select(
        Gen.Int[0, 29], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[0, 1],
        static (question, collection, version, filter) => new Place(
            QueryKey.FromText(TestModel.Instance.Tokenizer, $"question {new string('x', question + 1)}"),
            new ShelfKey(Collections[collection], $"version {version}", filter == 0 ? null : """{"field":"year"}""")));

    private static readonly Gen<Operation> AnyOperation = Gen.Frequency(
        (10, Gen.Select(AnyPlace, OneOf(1, 1, 1, 2, 4, 30), Gen.Int[0, 2], static (place, asked, missing) =>
            (Operation)new Operation.Keep(place, Answer(asked, Math.Max(0, asked - missing))))),
        (10, Gen.Select(AnyPlace, Gen.Int[1, 3], static (place, hits) => (Operation)new Operation.Find(place, hits))),
        (1, Gen.Int[1, 3].Select(static minutes => (Operation)new Operation.Wait(TimeSpan.FromMinutes(minutes)))));

    [Fact]
    public void Operations_AtRandom_FindWhatAListHas()
    {
        var (found, evicted) = (0, 0);
        Gen.Select(OneOf(1_000, 40_000, 60_000), AnyOperation.Array[1, 400]).Sample(
            (budget, operations) =>
            {
                var time = new FakeTimeProvider();
                var memory = New(budget, time);
                var model = new MemoryModel<(QueryKey, Guid, string?), Kept>(budget, time);
                foreach (var operation in operations)
                {
                    switch (operation)
                    {
                        case Operation.Wait wait:
                            time.Advance(wait.Duration);
                            break;
                        case Operation.Keep(var place, var answer):
                            memory.Keep(place.Question, place.Shelf, answer);
                            evicted += model.Keep(
                                place.Key, new Kept(place.Shelf.Version, answer), SizeOf(place, answer), Lifetime,
                                earlier => earlier.Version == place.Shelf.Version && earlier.Answer.Asked > answer.Asked);
                            break;
                        case Operation.Find(var place, var hits):
                            var expected = model.Find(place.Key, kept => kept.Version == place.Shelf.Version && Covers(kept.Answer, hits))?.Answer;
                            Assert.Same(expected, memory.Find(place.Question, place.Shelf, hits));
                            found += expected is null ? 0 : 1;
                            break;
                    }

                    Assert.Equal(model.Bytes, memory.Bytes);
                    Assert.InRange(memory.Bytes, 0, budget);
                }
            },
            iter: 1_000,
            threads: 1);
        Assert.True(found > 1_000 && evicted > 100, $"{found} found, {evicted} evicted: the operations are too tame");
    }

    private static AnswerMemory New(long budget, TimeProvider time) =>
        new(Options.Create(new CacheOptions { AnswerBytes = budget, Answers = Lifetime }), time);

    private static QuestionHits Answer(int asked, int hits) => new(
        asked,
        [.. Enumerable.Range(0, hits).Select(i => new SearchHit { Id = Guid.NewGuid(), Score = 1, Names = [$"{i}.jpg"], Width = 1, Height = 1 })],
        Truncated: false);

    private static bool Covers(QuestionHits answer, int hits) => answer.Asked >= hits || answer.Hits.Length < answer.Asked;

    /// <summary>What an answer takes in a memory of its own.</summary>
    private static long SizeOf(Place place, QuestionHits answer)
    {
        var alone = New(long.MaxValue, TimeProvider.System);
        alone.Keep(place.Question, place.Shelf, answer);
        return alone.Bytes;
    }

    private sealed record Place(QueryKey Question, ShelfKey Shelf)
    {
        /// <summary>One answer is kept for each; that of another version replaces it.</summary>
        public (QueryKey Question, Guid Collection, string? Filter) Key => (Question, Shelf.Collection, Shelf.Filter);
    }

    private sealed record Kept(string Version, QuestionHits Answer);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private abstract record Operation
    {
        public sealed record Keep(Place Place, QuestionHits Answer) : Operation;

        public sealed record Find(Place Place, int Hits) : Operation;

        public sealed record Wait(TimeSpan Duration) : Operation;
    }
}
