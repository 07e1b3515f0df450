using Grpc.Core;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant;
using Txt2Image.Tests.Support;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>A collection of an earlier version gets the indexes of this one with its first call.</summary>
public sealed class QdrantIndexTests : QdrantStoreTest
{
    private const string Storage = "txt2image_pictures_1";

    private static readonly Filter AnyYear = new Filter.Range("year", 1990, 2010);

    private static readonly FieldValue Seven = new FieldValue.Integer(7);

    private static readonly string[] Earlier = ["names", "number_bytes", "number_height", "number_width", "number_year", "terms"];

    [Fact]
    public async Task Search_FirstOfACollectionOfAnEarlierVersion_AddsTheIndexesThatItLacks()
    {
        var collection = await EarlierAsync();
        Assert.Equal(Earlier, Plain(Server.IndexesOf(Storage)));
        var hashed = Server.IndexesOf(Storage).Single(key => key.StartsWith("hashed_", StringComparison.Ordinal));

        Assert.Single(await SearchAsync(collection));

        string[] added =
        [
            "fields.year", "txt2image.numbers.bytes", "txt2image.numbers.height", $"txt2image.numbers.{hashed}", "txt2image.numbers.width",
            "txt2image.terms",
        ];
        string[] expected = [.. Earlier.Append(hashed).Concat(added).Order(StringComparer.Ordinal)];
        await Eventually.IsTrueAsync(() => Server.IndexesOf(Storage).SequenceEqual(expected), Token);

        Server.Calls.Clear();
        await SearchAsync(collection);
        await UpsertAsync(collection, Point(2) with { Payload = Samples.Tagged("b", ("year", new FieldValue.Integer(2024))) });
        Assert.Empty(Server.Calls.Of("Points/CreateFieldIndex"));
        Assert.Empty(Server.Calls.Of("Collections/Get"));
    }

    [Fact]
    public async Task Indexes_ThatAnotherProcessHasAdded_AreNotAddedAgain()
    {
        await EarlierAsync();
        await AddMissingAsync();
        Server.Calls.Clear();

        await AddMissingAsync();

        Assert.Single(Server.Calls.Of("Collections/Get"));
        Assert.Empty(Server.Calls.Of("Points/CreateFieldIndex"));
    }

    [Fact]
    public async Task Search_IndexesTakeLong_DoesNotWaitForThem()
    {
        var collection = await EarlierAsync();
        Server.Faults.Hang("Points/CreateFieldIndex");

        Assert.Single(await SearchAsync(collection).WaitAsync(TimeSpan.FromMinutes(2), Token));

        await Eventually.IsTrueAsync(() => Server.Calls.Of("Points/CreateFieldIndex").Any(call => IsOfTerms(call.Json)), Token);
        Assert.DoesNotContain("txt2image.terms", Server.IndexesOf(Storage));
    }

    [Theory]
    [InlineData("Collections/Get")]
    [InlineData("Points/CreateFieldIndex")]
    public async Task Search_IndexesCannotBeAdded_AnswersAndTheNextWriteAddsThem(string method)
    {
        var collection = await EarlierAsync();
        Server.Calls.Clear();
        Server.Faults.Fail(method, StatusCode.PermissionDenied);

        Assert.Single(await SearchAsync(collection));

        await Eventually.IsTrueAsync(() => Server.Calls.Of(method).Count == 1, Token);
        Assert.Single(await SearchAsync(collection));
        await UpsertAsync(collection, Point(2) with { Payload = Samples.Tagged("b", ("year", new FieldValue.Integer(2024))) });
        Assert.Contains("txt2image.terms", Server.IndexesOf(Storage));
        Assert.Contains("fields.year", Server.IndexesOf(Storage));
    }

    private static bool IsOfTerms(System.Text.Json.Nodes.JsonNode call) => call["fieldName"]!.GetValue<string>() == "txt2image.terms";

    private static IEnumerable<string> Plain(IEnumerable<string> keys) => keys.Where(key => !key.StartsWith("hashed_", StringComparison.Ordinal));

    /// <summary>A collection with one point, as an earlier version left it.</summary>
    private async Task<CollectionInfo> EarlierAsync()
    {
        var collection = await NewAsync();
        var payload = Samples.Tagged("a", ("year", new FieldValue.Integer(1999)), ("a.b", Seven));
        await EarlierPoints.UpsertAsync(Server, collection, [Point(1) with { Payload = payload }]);
        return collection;
    }

    private async Task AddMissingAsync()
    {
        using var connection = new QdrantConnection(Options(), TimeProvider.System);
        using var operation = connection.Begin(TimeSpan.FromMinutes(1), Token);
        await new PayloadIndexes(connection, new ServerCollections(connection, new WriteTerms(Options()))).AddMissingAsync(operation, Storage);
    }

    private Task<IReadOnlyList<Hit>> SearchAsync(CollectionInfo collection) =>
        Store.SearchAsync(collection.Id, Point(1).Vector, 5, AnyYear, Token);
}
