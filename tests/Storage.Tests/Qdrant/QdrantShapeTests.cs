using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class QdrantShapeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Vectors_InTheShapeOfOldAndNewServers_AreRead(bool old)
    {
        await using var test = new Shaped { OldShape = old };
        await test.InitializeAsync();

        await test.AssertVectorsAsync();
    }

    private sealed class Shaped : QdrantStoreTest
    {
        public bool OldShape { get; init; }

        protected override StandInOptions ServerOptions => new() { OldShape = OldShape };

        public async Task AssertVectorsAsync()
        {
            var collection = await NewAsync();
            await UpsertAsync(collection, Point(1));
            await UpsertAsync(collection, Point(1, "another name"));

            var got = Assert.Single(await Store.GetAsync(collection.Id, [Samples.Id(1)], withVectors: true, Token));
            var scrolled = Assert.Single(await Store.ScrollAsync(collection.Id, null, 1, withVectors: true, Token));

            Assert.Equal(Point(1).Vector.ToArray(), got.Vector.ToArray());
            Assert.Equal(Point(1).Vector.ToArray(), scrolled.Vector.ToArray());
        }
    }
}
