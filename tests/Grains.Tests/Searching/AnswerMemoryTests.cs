using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class AnswerMemoryTests
{
    private const int Budget = 1 << 20;
    private static readonly Guid Collection = Guid.NewGuid();

    private readonly FakeTimeProvider _time = new();
    private readonly AnswerMemory _memory;

    public AnswerMemoryTests() =>
        _memory = new AnswerMemory(Options.Create(new CacheOptions { AnswerBytes = Budget, Answers = TimeSpan.FromMinutes(10) }), _time);

    [Fact]
    public void Answer_OfTheSameVersionAndFilter_IsFound()
    {
        Keep("cat", hits: 25);
        Assert.NotNull(Find("cat", hits: 25));
        Assert.Null(Find("cat", hits: 26));
        Assert.Null(Find("dog"));
        Assert.Null(Find("cat", version: "2"));
        Assert.Null(Find("cat", filter: "{}"));
    }

    [Fact]
    public void Answer_OfAnotherEf_IsNotFound()
    {
        var question = QueryKey.FromText(TestModel.Instance.Tokenizer, "cat");
        var shelf = new ShelfKey(Collection, "1", null, Ef: 64);
        _memory.Keep(question, shelf, Answer(25, "a cat"));

        Assert.NotNull(_memory.Find(question, shelf, 25));
        Assert.Null(_memory.Find(question, shelf with { Ef = 128 }, 25));
        Assert.Null(_memory.Find(question, shelf with { Ef = null }, 25));
    }

    [Fact]
    public void Answer_OfANewVersion_ReplacesTheOld()
    {
        Keep("cat");
        var one = _memory.Bytes;
        Keep("cat", version: "2");
        Assert.Equal(one, _memory.Bytes);
        Assert.NotNull(Find("cat", version: "2"));
    }

    [Fact]
    public void Answer_SmallerThanTheKeptOne_IsNotKept()
    {
        Keep("cat", hits: 100);
        Keep("cat", hits: 25);
        Assert.NotNull(Find("cat", hits: 100));
    }

    [Fact]
    public void ManyAnswers_StayWithinTheBudget_AndTheOneAskedForLeastRecentlyGoesFirst()
    {
        Keep("first");
        Keep("second");
        var each = _memory.Bytes / 2;
        for (var i = 0; i < 2 * Budget / each; i++)
        {
            Keep($"other {i}");
            Assert.NotNull(Find("first"));
            Assert.True(_memory.Bytes <= Budget, "the budget was exceeded");
        }

        Assert.True(_memory.Bytes > Budget - (2 * each), "there was room");
        Assert.Null(Find("second"));
    }

    [Fact]
    public void Keep_LargeAnswer_OnlyWhereThereIsRoom()
    {
        Keep("large", hits: 1000);
        Assert.NotNull(Find("large"));
        for (var i = 0; i < 2000; i++)
        {
            Keep($"small {i}", hits: 1);
        }

        Assert.Null(Find("large"));
        var bytes = _memory.Bytes;
        Keep("large", hits: 1000);
        Assert.Null(Find("large"));
        Assert.Equal(bytes, _memory.Bytes);
    }

    [Fact]
    public void Keep_AnswerLargerThanTheBudget_IsIgnored()
    {
        Keep("huge", hits: 1000, caption: new string('a', 1000));
        Assert.Null(Find("huge"));
        Assert.Equal(0, _memory.Bytes);
    }

    [Fact]
    public void Answer_AfterItsLifetime_IsNotFoundAndMakesRoom()
    {
        Keep("cat");
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(Find("cat"));
        Keep("dog");
        var one = _memory.Bytes;
        Keep("dog", version: "2");
        Assert.Equal(one, _memory.Bytes);
    }

    private static QuestionHits Answer(int hits, string caption) => new(
        hits,
        [.. Enumerable.Range(0, hits).Select(i =>
            new SearchHit { Id = Guid.NewGuid(), Score = .5f, Names = [$"{i}.jpg"], Caption = $"{caption} {i}", Width = 1, Height = 1 })],
        Truncated: false);

    private void Keep(string text, int hits = 25, string version = "1", string? filter = null, string caption = "a picture") =>
        _memory.Keep(QueryKey.FromText(TestModel.Instance.Tokenizer, text), new ShelfKey(Collection, version, filter), Answer(hits, caption));

    private QuestionHits? Find(string text, int hits = 1, string version = "1", string? filter = null) =>
        _memory.Find(QueryKey.FromText(TestModel.Instance.Tokenizer, text), new ShelfKey(Collection, version, filter), hits);
}
