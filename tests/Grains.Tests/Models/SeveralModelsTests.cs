using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Models;

/// <summary>Two models in one cluster, each with a collection of its own.</summary>
public sealed class SeveralModelsTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private Collection _other = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await Cluster.StartAsync(Cluster.BothModels);
        _other = (await _cluster.Catalogue.CreateAsync("other", TestModel.Other.Fingerprint, default)).Collection;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void Collections_EachWithItsModel_AreBoundToIt()
    {
        Assert.Equal(TestModel.Instance.Fingerprint, _cluster.Collection.Model);
        Assert.Equal((TestModel.Other.Fingerprint, TestModel.Other.Id), (_other.Model, _other.ModelName));
    }

    [Fact]
    public async Task Add_ToEachCollection_EmbedsByItsModel()
    {
        await _cluster.Adder().AddAsync(_cluster.Collection, [TestImages.Upload(1)], default);
        await _cluster.Adder().AddAsync(_other, [TestImages.Upload(1)], default);

        var first = Assert.Single(await _cluster.Listing.PageAsync(_cluster.Collection.Id, null, 10, embeddings: true, default));
        var second = Assert.Single(await _cluster.Listing.PageAsync(_other.Id, null, 10, embeddings: true, default));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Embedding!.Value.Span.ToArray().Select(value => -value), second.Embedding!.Value.Span.ToArray());
    }

    [Fact]
    public async Task Search_SameTextInBoth_IsEmbeddedByEachModelOnce()
    {
        await _cluster.Adder().AddAsync(_cluster.Collection, [TestImages.Upload(1)], default);
        await _cluster.Adder().AddAsync(_other, [TestImages.Upload(1)], default);
        var before = (_cluster.Towers.Sum(towers => towers.Texts), _cluster.OtherTowers.Sum(towers => towers.Texts));

        var scores = new List<float>();
        foreach (var name in new[] { "demo", "other", "demo", "other" })
        {
            var collection = await _cluster.Catalogue.FindAsync(name, fresh: true, default);
            scores.Add(Assert.Single((await _cluster.AskAsync(collection!, "cat")).Hits).Score);
        }

        // Opposite texts and opposite images have the same cosine.
        Assert.All(scores, score => Assert.Equal(scores[0], score, 1e-6f));
        Assert.Equal(
            (before.Item1 + 1, before.Item2 + 1), (_cluster.Towers.Sum(towers => towers.Texts), _cluster.OtherTowers.Sum(towers => towers.Texts)));
    }
}
