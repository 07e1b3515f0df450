using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class CachedValuesTests
{
    private static readonly QuestionHits Answer = new(
        25,
        [
            new SearchHit { Id = Guid.NewGuid(), Score = 0.25f, Names = ["a", "b"], Caption = "ü", Fields = """{"a":1}""", Width = 3, Height = 4 },
            new SearchHit { Id = Guid.NewGuid(), Score = -1f, Names = ["c"], Width = 1, Height = 2 },
        ],
        Truncated: true);

    [Fact]
    public void Hits_WrittenAndRead_AreTheSame()
    {
        var read = CachedValues.ReadHits(CachedValues.Write(Answer))!;
        Assert.Equal((25, true), (read.Asked, read.Truncated));
        Assert.Equal(Answer.Hits.Select(Flat), read.Hits.Select(Flat));
    }

    [Fact]
    public void Embedding_WrittenAndRead_IsTheSame()
    {
        var embedding = new QuestionEmbedding([0.6f, -0.8f], Truncated: true);
        var read = CachedValues.ReadEmbedding(CachedValues.Write(embedding), 2)!;
        Assert.True(read.Truncated);
        Assert.Equal(embedding.Vector, read.Vector);
    }

    [Fact]
    public void EveryPrefix_AndForeignFormat_IsAMiss()
    {
        var bytes = CachedValues.Write(Answer);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(CachedValues.ReadHits(bytes[..length]));
        }

        Assert.Null(CachedValues.ReadHits([.. bytes, 0]));
        Assert.Null(CachedValues.ReadHits([9, .. bytes[1..]]));
    }

    [Fact]
    public void AnEmbedding_OfAnotherDimension_IsAMiss() =>
        Assert.Null(CachedValues.ReadEmbedding(CachedValues.Write(new QuestionEmbedding([1f], false)), 2));

    [Fact]
    public void AnEmbedding_OfAnotherFormat_IsAMiss()
    {
        var bytes = CachedValues.Write(new QuestionEmbedding([1f], false));
        Assert.NotNull(CachedValues.ReadEmbedding(bytes, 1));
        Assert.Null(CachedValues.ReadEmbedding([9, .. bytes[1..]], 1));
    }

    private static string Flat(SearchHit hit) =>
        $"{hit.Id} {hit.Score} {string.Join('|', hit.Names)} {hit.Caption} {hit.Fields} {hit.Width} {hit.Height}";
}
