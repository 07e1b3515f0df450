using System.Globalization;
using Grpc.Core;
using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>Tests the calls that the store sends.</summary>
public sealed class QdrantCallTests : QdrantStoreTest
{
    private static readonly string[] Writes = ["Points/Upsert", "Points/Delete", "Points/SetPayload", "Points/CreateFieldIndex"];

    [Fact]
    public async Task Calls_OfEveryKind_HaveADeadlineAndWritesWait()
    {
        await UseEverythingAsync(Store);

        Assert.All(Server.Calls.All, call => Assert.True(call.HasDeadline, call.Method));
        Assert.All(Writes, method => Assert.NotEmpty(Server.Calls.Of(method)));
        Assert.All(Writes.SelectMany(Server.Calls.Of), call => Assert.True(call.Json["wait"]?.GetValue<bool>(), call.Method));
    }

    [Fact]
    public async Task Calls_OneCopy_HaveNoOrdering()
    {
        await UseEverythingAsync(Store);

        Assert.All(Writes.SelectMany(Server.Calls.Of), call => Assert.Null(call.Json["ordering"]));
        Assert.All(Server.Calls.Of("Collections/Create"), call => Assert.Null(call.Json["replicationFactor"]));
    }

    [Fact]
    public async Task Calls_SeveralCopies_AskForAllOfThemInOneOrder()
    {
        await using var store = Open(options => (options.Replicas, options.Shards) = (3, 6));

        await UseEverythingAsync(store);

        Assert.All(Writes.SelectMany(Server.Calls.Of), call => Assert.Equal("Strong", call.Json["ordering"]!["type"]!.GetValue<string>()));
        Assert.All(Server.Calls.Of("Collections/Create"), call => Assert.Equal(
            (3, 3, 6),
            (call.Json["replicationFactor"]!.GetValue<int>(), call.Json["writeConsistencyFactor"]!.GetValue<int>(),
                call.Json["shardNumber"]!.GetValue<int>())));
    }

    /// <summary>An attempt whose answer was lost may arrive late; it must not bring back a version that was acknowledged.</summary>
    [Fact]
    public async Task Version_OfARetry_IsAnother()
    {
        var collection = await NewAsync();
        Server.Faults.Fail("Points/SetPayload", StatusCode.Unavailable, afterwards: true);

        await UpsertAsync(collection, Point(1));

        var written = Server.Calls.Of("Points/SetPayload").Select(call => call.Json["payload"]!["version"]!);
        var versions = written.Select(version => version["stringValue"]!.GetValue<string>()).ToList();
        Assert.Equal(2, versions.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(versions[1], (await Store.FindAsync("pictures", Token))!.Version);
    }

    [Fact]
    public async Task Reads_VectorsNotWanted_DoNotAskForThem()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1));
        Server.Calls.Clear();

        await Store.GetAsync(collection.Id, [Samples.Id(1)], withVectors: false, Token);
        await Store.ScrollAsync(collection.Id, null, 10, withVectors: false, Token);
        await Store.SearchAsync(collection.Id, Point(1).Vector, 10, null, Token);

        Assert.Equal(3, Server.Calls.All.Count);
        Assert.All(Server.Calls.All, call => Assert.False(call.Json["withVectors"]!["enable"]!.GetValue<bool>()));
        Assert.All(Server.Calls.All, call => Assert.DoesNotContain("terms", call.Json["withPayload"]!.ToJsonString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, 128)]
    [InlineData(400, 401)]
    public async Task Search_ByDefault_UsesTheIndexWithEnoughCandidates(int k, int ef)
    {
        var collection = await NewAsync();

        await Store.SearchAsync(collection.Id, Point(1).Vector, k, null, Token);

        var sent = Server.Calls.Of("Points/Query").Single().Json["params"]!;
        Assert.Equal(ef, int.Parse(sent["hnswEf"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        Assert.True(sent["quantization"]!["rescore"]!.GetValue<bool>());
        Assert.Null(sent["exact"]);
    }

    [Theory]
    [InlineData(false, 300, 300)]
    [InlineData(false, 2, 6)]
    [InlineData(true, 300, 300)]
    public async Task Search_WithAnEf_UsesItInsteadOfTheSetting(bool isExact, int ef, int sentEf)
    {
        var collection = await NewAsync();
        await using var store = Open(options => options.Exact = isExact);

        await store.SearchAsync(collection.Id, Point(1).Vector, 5, null, ef, Token);

        var sent = Server.Calls.Of("Points/Query").Single().Json["params"]!;
        Assert.Equal(sentEf, int.Parse(sent["hnswEf"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        Assert.Null(sent["exact"]);
    }

    [Fact]
    public async Task Search_WithAnEfOfNone_IsExact()
    {
        var collection = await NewAsync();

        await Store.SearchAsync(collection.Id, Point(1).Vector, 5, null, ef: 0, Token);

        Assert.True(Server.Calls.Of("Points/Query").Single().Json["params"]!["exact"]!.GetValue<bool>());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Store.SearchAsync(collection.Id, Point(1).Vector, 5, null, StorageLimits.MaxEf + 1, Token));
    }

    [Fact]
    public async Task Search_Exact_SaysSo()
    {
        var collection = await NewAsync();
        await using var exact = Open(options => options.Exact = true);

        await exact.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token);

        Assert.True(Server.Calls.Of("Points/Query").Single().Json["params"]!["exact"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(512, 600)]
    [InlineData(4096, 150)]
    public async Task Upsert_ManyPoints_GoInMessagesThatEveryServerTakes(int dimension, int count)
    {
        var (collection, _) = await Store.CreateAsync(Samples.Collection("large", dimension), Token);
        Server.Calls.Clear();

        var result = await Store.UpsertAsync(collection.Id, [.. Enumerable.Range(0, count).Select(i => Samples.Point(i, dimension))], Token);

        Assert.Equal(count, result.Outcomes.Count);
        var sent = Server.Calls.Of("Points/Upsert");
        Assert.True(sent.Count > 2);
        Assert.All(sent, call => Assert.InRange(call.Bytes, 1, 5 << 18));
        Assert.Equal(count, sent.Sum(call => call.Json["points"]!.AsArray().Count));
        Assert.Equal(count, (await Store.FindAsync("large", Token))!.Points);
    }

    [Fact]
    public async Task Indexes_OfACollection_ExistBeforeItsData()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Tagged("a", ("year", new FieldValue.Integer(1999))) });

        var calls = Server.Calls.All.Where(call => call.Json["collectionName"]?.GetValue<string>() == "txt2image_pictures_1").ToList();

        var data = calls.FindIndex(call => call.Method == "Points/Upsert");
        var indexed =
            calls.Take(data).Where(call => call.Method == "Points/CreateFieldIndex").Select(call => call.Json["fieldName"]!.GetValue<string>());
        string[] expected =
        [
            "names", "txt2image.terms", "fields.year", "txt2image.numbers.width", "txt2image.numbers.height", "txt2image.numbers.bytes",
        ];
        Assert.Equal(expected, indexed.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Collections_OnTheServer_AreTheCatalogueAndOneForEach()
    {
        await NewAsync("one");
        await NewAsync("two");

        Assert.Equal(["txt2image_catalogue", "txt2image_one_1", "txt2image_two_1"], Server.Collections);
    }

    private static async Task UseEverythingAsync(IVectorStore store)
    {
        var (collection, _) = await store.CreateAsync(Samples.Collection("pictures", Dimension), Token);
        await store.UpsertAsync(collection.Id, [Point(1, "a") with { Payload = Samples.Tagged("a", ("year", new FieldValue.Integer(1))) }], Token);
        await store.UpsertAsync(collection.Id, [Point(2, "a", "b"), Point(3)], Token);
        await store.UpsertAsync(collection.Id, [Point(3, "b")], Token);
        await store.DeleteAsync(collection.Id, [Samples.Id(3)], Token);
        await store.GetAsync(collection.Id, [Samples.Id(2)], withVectors: true, Token);
        await store.ScrollAsync(collection.Id, null, 5, withVectors: true, Token);
        await store.SearchAsync(collection.Id, Point(1).Vector, 5, new Filter.Exists("year"), Token);
        await store.FindAsync("pictures", Token);
        await store.ListAsync(Token);
        await store.PingAsync(Token);
        await store.DropAsync(collection.Id, Token);
    }
}
