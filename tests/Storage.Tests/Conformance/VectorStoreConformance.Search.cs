using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task Search_OrthogonalPoints_ScoresAreCosinesInOrder()
    {
        var collection = await NewAsync();
        double[] cosines = [0.25, -0.5, 1, 0, 0.75, -1];
        await UpsertAsync(collection, [.. cosines.Select((cosine, i) => Point(i) with { Vector = AtCosine(cosine) })]);

        var hits = await Store.SearchAsync(collection.Id, AtCosine(1), 6, null, Token);

        Assert.Equal([2, 4, 0, 3, 1, 5], hits.Select(hit => Enumerable.Range(0, 6).Single(i => Samples.Id(i) == hit.Id)));
        foreach (var (hit, cosine) in hits.Zip(cosines.OrderDescending()))
        {
            Assert.Equal(cosine, hit.Score, 1e-6);
            Assert.InRange(hit.Score, -1f, 1f);
        }
    }

    [Fact]
    public async Task Search_KBeyondN_ReturnsAll()
    {
        var collection = await NewAsync();
        Assert.Empty(await Store.SearchAsync(collection.Id, Point(1).Vector, 10, null, Token));
        await UpsertAsync(collection, Point(1), Point(2), Point(3));

        Assert.Equal(3, (await Store.SearchAsync(collection.Id, Point(1).Vector, StorageLimits.MaxHits, null, Token)).Count);
        Assert.Equal(3, (await Store.SearchAsync(collection.Id, Point(1).Vector, 3, null, Token)).Count);
        Assert.Equal(2, (await Store.SearchAsync(collection.Id, Point(1).Vector, 2, null, Token)).Count);
    }

    [Fact]
    public async Task Search_Ties_AreInTheOrderOfIds()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, [.. Enumerable.Range(0, 40).Select(i => Point(i) with { Vector = AtCosine(0.5) })]);
        var order =
            Enumerable.Range(0, 40).Select(Samples.Id).OrderBy(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)), StringComparer.Ordinal)
                .ToArray();

        foreach (var k in new[] { 1, 7, 39, 40 })
        {
            var hits = await Store.SearchAsync(collection.Id, AtCosine(1), k, null, Token);
            Assert.Equal(order.Take(k), hits.Select(hit => hit.Id));
        }
    }

    [Fact]
    public async Task Search_WrongDimension_IsAMismatch()
    {
        var collection = await NewAsync();

        Assert.Equal(StoreFault.Mismatch, await FaultOf(() => Store.SearchAsync(collection.Id, Samples.Vector(1, Dimension + 1), 1, null, Token)));
    }

    [Fact]
    public async Task Search_AfterAcknowledgement_FindsTheImage()
    {
        var collection = await NewAsync();
        for (var i = 0; i < 50; i++)
        {
            await UpsertAsync(collection, Point(i));
            Assert.Equal(Samples.Id(i), (await Store.SearchAsync(collection.Id, Point(i).Vector, 1, null, Token))[0].Id);
        }
    }

    // A unit vector with this cosine to the first axis.
    private static float[] AtCosine(double cosine)
    {
        var vector = new float[Dimension];
        vector[0] = (float)cosine;
        vector[1] = (float)Math.Sqrt(1 - (cosine * cosine));
        return vector;
    }
}
