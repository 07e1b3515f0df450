using Qdrant.Client;
using Qdrant.Client.Grpc;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using CollectionInfo = Txt2Image.Storage.Vectors.CollectionInfo;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>What another program sees in Qdrant, and what is read of points that an earlier version wrote.</summary>
public sealed class QdrantPayloadTests : QdrantStoreTest
{
    private static readonly FieldSet Fields = new(
    [
        new("year", new FieldValue.Integer(2024)), new("ratio", new FieldValue.Number(2)), new("half", new FieldValue.Number(.5)),
        new("tag", new FieldValue.Text("sea")), new("ok", new FieldValue.Truth(true)), new("a.b", new FieldValue.Integer(7)),
    ]);

    [Fact]
    public async Task Payload_ReadByAnotherProgram_HasFieldsAsAnObjectAndOursUnderOneName()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a.jpg") with { Payload = Samples.Payload("a.jpg") with { Caption = "the sea", Fields = Fields } });

        using var client = new QdrantClient(Server.Url);
        var point = Assert.Single((await client.ScrollAsync(Storage(collection), cancellationToken: Token)).Result);

        Assert.Equal(
            ["bytes", "caption", "fields", "height", "media_type", "names", "txt2image", "width"],
            point.Payload.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("the sea", point.Payload["caption"].StringValue);
        var fields = point.Payload["fields"].StructValue.Fields;
        Assert.Equal((2024L, 2d, .5, "sea", true, 7L), (
            fields["year"].IntegerValue, fields["ratio"].DoubleValue, fields["half"].DoubleValue, fields["tag"].StringValue, fields["ok"].BoolValue,
            fields["a.b"].IntegerValue));
    }

    [Fact]
    public async Task Filter_OfAnotherProgram_FindsFieldsByTheirPath()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a.jpg") with { Fields = Fields } }, Point(2));
        using var client = new QdrantClient(Server.Url);

        Condition[] conditions =
        [
            Conditions.Range("fields.year", new() { Gte = 2020 }), Conditions.MatchKeyword("fields.tag", "sea"), Conditions.Match("fields.ok", true),
        ];
        foreach (var condition in conditions)
        {
            var found = await client.ScrollAsync(Storage(collection), filter: condition, cancellationToken: Token);
            Assert.Equal(Samples.Id(1).ToString(), Assert.Single(found.Result).Id.Uuid);
        }
    }

    [Fact]
    public async Task Fields_OfEveryType_ComeBackAsTheyWere()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a.jpg") with { Fields = Fields } });
        await UpsertAsync(collection, Point(2) with { Payload = Samples.Payload("b.jpg") with { Fields = new FieldSet() } });

        var read = await Store.ScrollAsync(collection.Id, null, 10, withVectors: false, Token);

        var byName = read.ToDictionary(point => point.Payload.Names[0], point => point.Payload.Fields, StringComparer.Ordinal);
        Assert.Equal(Sorted(Fields), Sorted(byName["a.jpg"]));
        Assert.Empty(byName["b.jpg"]!);
    }

    [Fact]
    public async Task Numbers_ThatTheServerTakesForIntegers_AreReadAsTheyWereWritten()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a.jpg") with { Fields = Fields } });
        using var client = new QdrantClient(Server.Url);
        await client.SetPayloadAsync(
            Storage(collection), new Dictionary<string, Value>(StringComparer.Ordinal) { ["ratio"] = 2L }, Samples.Id(1), key: "fields",
            cancellationToken: Token);

        var read = Assert.Single(await Store.GetAsync(collection.Id, [Samples.Id(1)], withVectors: false, Token));

        Assert.Equal(new FieldValue.Number(2), read.Payload.Fields!["ratio"]);
    }

    [Fact]
    public async Task Point_OfAnEarlierVersion_IsReadAndRewrittenWhole()
    {
        var collection = await NewAsync();
        var old = Point(1, "a.jpg") with { Payload = Samples.Payload("a.jpg") with { Fields = Fields } };
        await EarlierPoints.UpsertAsync(Server, collection, [old]);

        var read = Assert.Single(await Store.GetAsync(collection.Id, [old.Id], withVectors: true, Token));
        Assert.Equal(Sorted(Fields), Sorted(read.Payload.Fields));

        await UpsertAsync(collection, Point(1, "b.jpg"));
        using var client = new QdrantClient(Server.Url);
        var rewritten = Assert.Single((await client.ScrollAsync(Storage(collection), cancellationToken: Token)).Result);
        Assert.Equal(Value.KindOneofCase.StructValue, rewritten.Payload["fields"].KindCase);
        Assert.DoesNotContain("terms", rewritten.Payload.Keys);
        Assert.DoesNotContain(rewritten.Payload.Keys, key => key.StartsWith("number_", StringComparison.Ordinal));
        var hit = Assert.Single(
            await Store.SearchAsync(collection.Id, Point(1).Vector, 5, new Txt2Image.Storage.Vectors.Filter.Range("year", 2024, 2024), Token));
        Assert.Equal(["a.jpg", "b.jpg"], hit.Payload.Names);
    }

    private static IEnumerable<KeyValuePair<string, FieldValue>> Sorted(IReadOnlyDictionary<string, FieldValue>? fields) =>
        fields!.OrderBy(field => field.Key, StringComparer.Ordinal);

    private string Storage(CollectionInfo collection) =>
        Server.Collections.Single(name => name.EndsWith($"_{collection.Name}_1", StringComparison.Ordinal));
}
