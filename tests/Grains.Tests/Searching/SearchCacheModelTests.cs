using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Searching;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>
/// Random operations on embeddings and answers in a distributed cache that fails at random, compared step by step with a plain dictionary: what is
/// found is what was put last for exactly this model, query, collection, version and filter, a failure is a miss, and no call takes longer than the
/// deadline.
/// </summary>
public sealed class SearchCacheModelTests
{
    private static readonly CacheOptions Settings = new();
    private static readonly Guid[] Collections = [Guid.NewGuid(), Guid.NewGuid()];
    private static readonly string?[] Filters = [null, "", """{"field":"year"}"""];

    private static readonly Gen<Place> AnyPlace = Gen.Select(
        Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Int[0, 2],
        static (model, question, collection, version, filter) => new Place(
            $"model {model}",
            QueryKey.FromText(TestModel.Instance.Tokenizer, $"question {question}"),
            new ShelfKey(Collections[collection], $"version {version}", Filters[filter])));

    private static readonly Gen<Operation> AnyOperation = Gen.Frequency(
        (8, AnyPlace.Select(static place => (Operation)new Operation.KeepHits(place, Answer()))),
        (12, AnyPlace.Select(static place => (Operation)new Operation.FindHits(place))),
        (4, AnyPlace.Select(static place => (Operation)new Operation.KeepEmbedding(place, Embedding()))),
        (6, Gen.Select(AnyPlace, OneOf(4, 4, 4, 5), static (place, dimension) => (Operation)new Operation.FindEmbedding(place, dimension))),
        (2, Gen.Enum<CacheFault>().Select(static fault => (Operation)new Operation.Break(fault))),
        (1, Gen.Const(CacheFault.None).Select(static fault => (Operation)new Operation.Break(fault))),
        (2, OneOf(.05, .05, .6, .6, 1, 1, 61, 541, 604_801).Select(static seconds => (Operation)new Operation.Wait(TimeSpan.FromSeconds(seconds)))));

    [Fact]
    public async Task Operations_AtRandom_FindWhatADictionaryHas()
    {
        var (found, failures) = (0, 0L);
        await AnyOperation.Array[1, 200].SampleAsync(
            async operations =>
            {
                var run = new Run();
                foreach (var operation in operations)
                {
                    await run.DoAsync(operation);
                }

                (found, failures) = (found + run.Found, failures + run.Failures);
            },
            iter: 500,
            threads: 1);
        Assert.True(found > 1_000 && failures > 100, $"{found} found, {failures} failures: the operations are too tame");
    }

    private static QuestionHits Answer() => new(
        25, [new SearchHit { Id = Guid.NewGuid(), Score = .5f, Names = ["a.jpg", "b.jpg"], Caption = "c", Width = 3, Height = 4 }], Truncated: false);

    private static QuestionEmbedding Embedding() => new([Random.Shared.NextSingle(), 1, 2, 3], Truncated: true);

    /// <summary>The cache and its model.</summary>
    private sealed class Run
    {
        private readonly FakeTimeProvider _time = new();
        private readonly FakeCache _inner;
        private readonly SearchCache _cache;
        private readonly Dictionary<object, (object Value, DateTimeOffset Until)> _model = [];
        private int _failuresInARow;
        private DateTimeOffset _lastFailure;

        public Run()
        {
            _inner = new FakeCache(_time);
            _cache = new SearchCache(_inner, Options.Create(Settings), _time, NullLogger<SearchCache>.Instance);
        }

        public int Found { get; private set; }

        public long Failures { get; private set; }

        public async Task DoAsync(Operation operation)
        {
            switch (operation)
            {
                case Operation.Wait wait:
                    _time.Advance(wait.Duration);
                    break;
                case Operation.Break broken:
                    _inner.Fault = broken.Fault;
                    break;
                case Operation.KeepHits(var (model, question, shelf), var hits):
                    await KeepAsync((model, question, shelf), hits, Settings.Answers, () => _cache.KeepAsync(model, shelf, question, hits));
                    break;
                case Operation.KeepEmbedding(var (model, question, _), var embedding):
                    await KeepAsync((model, question), embedding, Settings.Embeddings, () => _cache.KeepAsync(model, question, embedding));
                    break;
                case Operation.FindHits(var (model, question, shelf)):
                    var answer = await FindAsync((model, question, shelf), () => _cache.FindHitsAsync(model, shelf, question));
                    Assert.Equal(Describe(answer.Expected), Describe(answer.Found));
                    break;
                case Operation.FindEmbedding(var (model, question, _), var dimension):
                    var found = await FindAsync((model, question), () => _cache.FindEmbeddingAsync(model, question, dimension));
                    Assert.Equal(found.Expected?.Vector.Length == dimension ? found.Expected.Vector : null, found.Found?.Vector);
                    break;
            }

            Assert.Equal(Failures, _cache.Failures);
        }

        private async Task KeepAsync(object key, object value, TimeSpan lifetime, Func<Task> keep)
        {
            var (isAdmitted, now) = (IsAdmitted(), _time.GetUtcNow());
            await WithinDeadlineAsync(keep());
            if (isAdmitted && _inner.Fault is not CacheFault.Throws and not CacheFault.Hangs)
            {
                _model[key] = (value, now + lifetime);
            }

            Note(isAdmitted);
        }

        private async Task<(T? Expected, T? Found)> FindAsync<T>(object key, Func<Task<T?>> find)
            where T : class
        {
            var isAdmitted = IsAdmitted();
            var works = isAdmitted && _inner.Fault == CacheFault.None;
            var expected = works && _model.TryGetValue(key, out var kept) && kept.Until > _time.GetUtcNow() ? (T)kept.Value : null;
            var call = find();
            await WithinDeadlineAsync(call);
            Note(isAdmitted);
            Found += expected is null ? 0 : 1;
            return (expected, await call);
        }

        /// <summary>A call to a cache that hangs ends with its deadline; every other ends at once.</summary>
        private async Task WithinDeadlineAsync(Task call)
        {
            if (!call.IsCompleted)
            {
                Assert.True(_inner.Fault is CacheFault.Hangs or CacheFault.LosesAnswers, "a call waits for nothing");
                _time.Advance(Settings.CallDeadline - TimeSpan.FromTicks(1));
                Assert.False(call.IsCompleted);
                _time.Advance(TimeSpan.FromTicks(1));
            }

            await call.WaitAsync(TimeSpan.FromMinutes(1));
        }

        /// <summary>After three failures in a row, a call is made once a second.</summary>
        private bool IsAdmitted() => _failuresInARow < 3 || _time.GetUtcNow() - _lastFailure >= TimeSpan.FromSeconds(1);

        private void Note(bool isAdmitted)
        {
            if (!isAdmitted)
            {
                return;
            }

            if (_inner.Fault is CacheFault.None or CacheFault.Damages)
            {
                _failuresInARow = 0;
                return;
            }

            Failures++;
            _failuresInARow++;
            _lastFailure = _time.GetUtcNow();
        }

        private static string? Describe(QuestionHits? hits) => hits is null
            ? null
            : $"{hits.Asked} {hits.Truncated} {string.Join(';', hits.Hits.Select(hit => $"{hit.Id} {string.Join(',', hit.Names)} {hit.Caption}"))}";
    }

    private sealed record Place(string Model, QueryKey Question, ShelfKey Shelf);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private abstract record Operation
    {
        public sealed record KeepHits(Place Place, QuestionHits Hits) : Operation;

        public sealed record FindHits(Place Place) : Operation;

        public sealed record KeepEmbedding(Place Place, QuestionEmbedding Embedding) : Operation;

        public sealed record FindEmbedding(Place Place, int Dimension) : Operation;

        public sealed record Break(CacheFault Fault) : Operation;

        public sealed record Wait(TimeSpan Duration) : Operation;
    }
}
