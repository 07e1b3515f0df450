using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task Upsert_TimeTaken_BecomesAFieldThatLaterFieldsKeep()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a") with { Taken = 1717173000 } });
        AssertFields(await FindAsync(collection, 1), ("taken", Whole(1717173000)));

        await UpsertAsync(collection, Point(1) with { Payload = Samples.Tagged("a", ("kind", Text("cat"))) });

        AssertFields(await FindAsync(collection, 1), ("kind", Text("cat")), ("taken", Whole(1717173000)));
        var filter = new Filter.Range("taken", 1717113600, 1717199999);
        Assert.Single(await Store.SearchAsync(collection.Id, Point(1).Vector, 1, filter, Token));
    }

    [Fact]
    public async Task Upsert_TakenBesideAFieldOfThatName_TheFieldWins()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Tagged("a", ("taken", Text("in May"))) with { Taken = 5 } });
        AssertFields(await FindAsync(collection, 1), ("taken", Text("in May")));

        var again = await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a") with { Taken = 5 } });

        Assert.Equal([UpsertOutcome.Unchanged], again.Outcomes);
        AssertFields(await FindAsync(collection, 1), ("taken", Text("in May")));
    }

    [Fact]
    public async Task Upsert_TakenWithoutFields_LeavesThoseThere()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Tagged("a", ("kind", Text("cat"))) });

        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("b") with { Taken = 5 } });

        AssertFields(await FindAsync(collection, 1), ("kind", Text("cat")), ("taken", Whole(5)));
    }

    [Fact]
    public async Task Upsert_RawPreview_StaysMarkedWhateverFieldsCome()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a") with { IsRawPreview = true } });
        AssertFields(await FindAsync(collection, 1), ("rawPreview", Truth(true)));

        await UpsertAsync(collection, Point(1) with { Payload = Samples.Tagged("a", ("kind", Text("cat"))) });
        AssertFields(await FindAsync(collection, 1), ("kind", Text("cat")), ("rawPreview", Truth(true)));

        await UpsertAsync(collection, Point(2) with { Payload = Samples.Tagged("b", ("rawPreview", Truth(true))) });
        Assert.Empty((await FindAsync(collection, 2))!.Payload.Fields ?? new Dictionary<string, FieldValue>(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Upsert_PreviewOnly_IsMarkedOnlyUntilTheOriginalComes()
    {
        var collection = await NewAsync();
        var preview = Samples.Payload("a") with { IsPreviewOnly = true };
        await UpsertAsync(collection, Point(1) with { Payload = preview });
        AssertFields(await FindAsync(collection, 1), ("previewOnly", Truth(true)));

        await UpsertAsync(collection, Point(1) with { Payload = preview with { Fields = Samples.Tagged("a", ("kind", Text("cat"))).Fields } });
        AssertFields(await FindAsync(collection, 1), ("kind", Text("cat")), ("previewOnly", Truth(true)));

        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a") });
        AssertFields(await FindAsync(collection, 1), ("kind", Text("cat")));

        await UpsertAsync(collection, Point(1) with { Payload = preview });
        AssertFields(await FindAsync(collection, 1), ("kind", Text("cat")));
    }

    [Fact]
    public async Task Upsert_OriginalOfAnImageWithoutOtherFields_IsAnUpdateThatTakesTheMarkAway()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a") with { IsPreviewOnly = true } });

        var original = await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a") });

        Assert.Equal([UpsertOutcome.Updated], original.Outcomes);
        Assert.Empty((await FindAsync(collection, 1))!.Payload.Fields ?? new Dictionary<string, FieldValue>(StringComparer.Ordinal));
        Assert.Empty(await Store.SearchAsync(collection.Id, Point(1).Vector, 1, new Filter.Exists("previewOnly"), Token));
    }

    private static void AssertFields(Point? point, params (string Name, FieldValue Value)[] expected) =>
        Assert.Equal(expected, point!.Payload.Fields!.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (field.Key, field.Value)));
}
