using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using static Txt2Image.Storage.Vectors.UpsertOutcome;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task Upsert_NewPoint_IsThereWithAllOfIt()
    {
        var collection = await NewAsync();
        var point = Point(1) with
        {
            Payload = new Payload(
                ["b.jpg", "a.jpg"],
                "Ein rotes Fahrrad \U0001F6B2",
                Fields(("text", new FieldValue.Text("it's \"quoted\"\n")), ("whole", new FieldValue.Integer(long.MaxValue)),
                    ("number", new FieldValue.Number(3)), ("truth", new FieldValue.Truth(true))),
                4000,
                3000,
                "image/jpeg",
                5_000_000_000),
        };

        var result = await UpsertAsync(collection, point);

        Assert.Equal([Added], result.Outcomes);
        Assert.Empty(result.Orphans);
        await AssertHeld();
        await ReopenAsync();
        await AssertHeld();

        async Task AssertHeld()
        {
            var found = (await FindAsync(collection, 1))!;
            Assert.Equal(point.Id, found.Id);
            Assert.Equal(point.Vector.ToArray(), found.Vector.ToArray());
            var expected = point.Payload with { Names = ["a.jpg", "b.jpg"] };
            Assert.Equivalent(expected, found.Payload, strict: true);
            var hit = Assert.Single(await Store.SearchAsync(collection.Id, point.Vector, 5, null, Token));
            Assert.Equal(point.Id, hit.Id);
            Assert.Equivalent(expected, hit.Payload, strict: true);
            Assert.IsType<FieldValue.Number>(found.Payload.Fields!["number"]);
        }
    }

    [Fact]
    public async Task Upsert_Twice_ChangesNothing()
    {
        var collection = await NewAsync();
        var points = Enumerable.Range(0, 5).Select(i => Point(i)).ToArray();
        await UpsertAsync(collection, points);

        var again = await UpsertAsync(collection, points);

        Assert.All(again.Outcomes, outcome => Assert.Equal(Unchanged, outcome));
        Assert.Empty(again.Orphans);
        Assert.Equal(5, (await Store.FindAsync(collection.Name, Token))!.Points);
        Assert.Equal(["image 3.png"], (await FindAsync(collection, 3))!.Payload.Names);
    }

    [Fact]
    public async Task Upsert_MoreNames_UnitesThem()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "m"));

        Assert.Equal([Updated], (await UpsertAsync(collection, Point(1, "z", "a", "a"))).Outcomes);
        Assert.Equal([Unchanged], (await UpsertAsync(collection, Point(1, "z"))).Outcomes);

        Assert.Equal(["a", "m", "z"], (await FindAsync(collection, 1))!.Payload.Names);
        await ReopenAsync();
        Assert.Equal(["a", "m", "z"], (await FindAsync(collection, 1))!.Payload.Names);
    }

    [Fact]
    public async Task Upsert_CaptionAndFields_OverwrittenWhereGiven()
    {
        var collection = await NewAsync();
        var bare = Point(1);
        var described =
            bare with { Payload =
                bare.Payload with { Caption = "a cat", Fields =
                    Fields(("year", new FieldValue.Integer(1999)), ("old", new FieldValue.Truth(true))) } };
        var newer = bare with { Payload = bare.Payload with { Fields = Fields(("year", new FieldValue.Integer(2000))) } };

        Assert.Equal([Added], (await UpsertAsync(collection, bare)).Outcomes);
        Assert.Equal([Updated], (await UpsertAsync(collection, described)).Outcomes);
        Assert.Equal([Unchanged], (await UpsertAsync(collection, bare)).Outcomes);
        Assert.Equal("a cat", (await FindAsync(collection, 1))!.Payload.Caption);
        Assert.Equal(2, (await FindAsync(collection, 1))!.Payload.Fields!.Count);
        Assert.Equal([Updated], (await UpsertAsync(collection, newer)).Outcomes);
        Assert.Equal([Unchanged], (await UpsertAsync(collection, newer)).Outcomes);

        await ReopenAsync();
        var payload = (await FindAsync(collection, 1))!.Payload;
        Assert.Equal("a cat", payload.Caption);
        Assert.Equal(new FieldValue.Integer(2000), Assert.Single(payload.Fields!).Value);
    }

    [Fact]
    public async Task Upsert_ThumbHash_IsKeptWithThePointWhateverIsWrittenLater()
    {
        var collection = await NewAsync();
        byte[] hash = [7, 0, 255, 128, 1, 2];
        var point = Point(1) with { Payload = Point(1).Payload with { ThumbHash = [.. hash] } };

        await UpsertAsync(collection, point, Point(2));
        Assert.Equal([Unchanged], (await UpsertAsync(collection, Point(1))).Outcomes);
        await UpsertAsync(collection, Point(1, "another name"));
        await UpsertAsync(collection, point with { Payload = point.Payload with { Caption = "a cat", ThumbHash = [], IsEdit = true } });
        await ReopenAsync();

        var found = (await FindAsync(collection, 1))!.Payload;
        Assert.Equal(hash, found.ThumbHash);
        Assert.Equal("a cat", found.Caption);
        Assert.Null(found.Fields);
        Assert.True((await FindAsync(collection, 2))!.Payload.ThumbHash.IsEmpty);
        var hits = await Store.SearchAsync(collection.Id, point.Vector, 1, null, Token);
        Assert.Equal(hash, hits[0].Payload.ThumbHash);
    }

    [Fact]
    public async Task Upsert_Edit_ReplacesCaptionAndFieldsAlsoByNothing()
    {
        var collection = await NewAsync();
        var stored = Point(1) with
        {
            Payload = Point(1).Payload with
            {
                Caption = "a cat",
                Fields = Fields(("year", new FieldValue.Integer(1999)), ("old", new FieldValue.Truth(true))),
                IsPreviewOnly = true,
            },
        };
        await UpsertAsync(collection, stored);
        var edit = stored with
        {
            Payload = stored.Payload with { Caption = null, Fields = Fields(("year", new FieldValue.Integer(2000))), IsEdit = true },
        };

        Assert.Equal([Updated], (await UpsertAsync(collection, edit)).Outcomes);
        Assert.Equal([Unchanged], (await UpsertAsync(collection, edit)).Outcomes);
        await AssertHeld(2);
        Assert.Equal([Updated], (await UpsertAsync(collection, edit with { Payload = edit.Payload with { Fields = null } })).Outcomes);
        await AssertHeld(1);
        await ReopenAsync();
        await AssertHeld(1);

        async Task AssertHeld(int fields)
        {
            var payload = (await FindAsync(collection, 1))!.Payload;
            Assert.Null(payload.Caption);
            Assert.Equal(fields, payload.Fields!.Count);
            Assert.Equal(new FieldValue.Truth(true), payload.Fields[DerivedFields.PreviewOnly]);
            Assert.Equal(["image 1.png"], payload.Names);
        }
    }

    [Fact]
    public async Task Upsert_KnownIdWithAnotherVector_KeepsTheVectorAndSize()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1));
        var other = Point(1) with { Vector = Samples.Vector(99, Dimension), Payload = Point(1).Payload with { Width = 1 } };

        Assert.Equal([Unchanged], (await UpsertAsync(collection, other)).Outcomes);

        var found = (await FindAsync(collection, 1))!;
        Assert.Equal(Point(1).Vector.ToArray(), found.Vector.ToArray());
        Assert.Equal(640, found.Payload.Width);
    }

    [Fact]
    public async Task Upsert_IdTwiceInOneCall_CountsInOrder()
    {
        var collection = await NewAsync();

        var result = await UpsertAsync(collection, Point(1, "a"), Point(1, "b"), Point(1, "a"));

        Assert.Equal([Added, Updated, Unchanged], result.Outcomes);
        Assert.Equal(["a", "b"], (await FindAsync(collection, 1))!.Payload.Names);
        Assert.Single(await Store.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token));
    }

    [Fact]
    public async Task Upsert_NameOfAnother_IsTheNameOfBoth()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a", "b"), Point(2, "c"));

        var result = await UpsertAsync(collection, Point(2, "b"), Point(3, "a", "b", "c"), Point(4, "d"), Point(5, "d"));

        Assert.Equal([Updated, Added, Added, Added], result.Outcomes);
        Assert.Empty(result.Orphans);
        await AssertHeld();
        await ReopenAsync();
        await AssertHeld();

        async Task AssertHeld()
        {
            var stored = await Store.ScrollAsync(collection.Id, null, 10, withVectors: false, Token);
            var hits = await Store.SearchAsync(collection.Id, Point(1).Vector, 10, null, Token);
            string[][] names = [["a", "b"], ["b", "c"], ["a", "b", "c"], ["d"], ["d"]];
            Assert.Equal(5, stored.Count);
            Assert.All(names.Index(), one =>
            {
                Assert.Equal(one.Item, stored.Single(point => point.Id == Samples.Id(one.Index + 1)).Payload.Names);
                Assert.Equal(one.Item, hits.Single(hit => hit.Id == Samples.Id(one.Index + 1)).Payload.Names);
            });
        }
    }

    [Fact]
    public async Task Upsert_ReplacingUnderItsLastName_DeletesTheOtherInTheSameStep()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a"), Point(2, "a"));

        var result = await UpsertAsync(collection, Replacing(3, 1, "a"));

        Assert.Equal([Replaced], result.Outcomes);
        Assert.Equal([Samples.Id(1)], result.Orphans);
        Assert.Equal([Samples.Id(3)], result.Added);
        Assert.Equal(new[] { Samples.Id(1), Samples.Id(3) }.Order(), result.Changed.Order());
        await AssertLeft();
        await ReopenAsync();
        await AssertLeft();
        var again = await UpsertAsync(collection, Replacing(3, 1, "a"));
        Assert.Equal([Unchanged], again.Outcomes);
        Assert.Empty(again.Orphans);
        await AssertLeft();

        async Task AssertLeft()
        {
            var left = await Store.ScrollAsync(collection.Id, null, 5, withVectors: false, Token);
            Assert.Equal(new[] { Samples.Id(2), Samples.Id(3) }.Order(), left.Select(point => point.Id));
            Assert.All(left, point => Assert.Equal(["a"], point.Payload.Names));
            Assert.Equal(2, (await Store.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token)).Count);
            Assert.Equal(2, (await Store.FindAsync(collection.Name, Token))!.Points);
        }
    }

    [Fact]
    public async Task Upsert_ReplacingOneWithOtherNames_LeavesThose()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a", "b"), Point(2, "c"), Point(4, "x"));

        // 2 does not have this name, 9 does not exist, and nothing replaces itself.
        var result = await UpsertAsync(collection, Replacing(3, 1, "a"), Replacing(3, 2, "d"), Replacing(3, 9, "e"), Replacing(4, 4, "x"));

        Assert.Equal([Replaced, Updated, Updated, Unchanged], result.Outcomes);
        Assert.Empty(result.Orphans);
        Assert.Equal(["b"], (await FindAsync(collection, 1))!.Payload.Names);
        Assert.Equal(["c"], (await FindAsync(collection, 2))!.Payload.Names);
        Assert.Equal(["a", "d", "e"], (await FindAsync(collection, 3))!.Payload.Names);
        Assert.Equal(["x"], (await FindAsync(collection, 4))!.Payload.Names);
    }

    [Fact]
    public async Task Upsert_TwoThatChangePlaces_LoseNothing()
    {
        var collection = await NewAsync();
        var described = Point(1, "a") with { Payload = Samples.Payload("a") with { Caption = "a cat" } };
        await UpsertAsync(collection, described, Point(2, "b"));

        var result = await UpsertAsync(collection, Replacing(1, 2, "b"), Replacing(2, 1, "a"));

        Assert.Equal([Replaced, Replaced], result.Outcomes);
        Assert.Empty(result.Orphans);
        var first = (await FindAsync(collection, 1))!.Payload;
        Assert.Equal(("b", "a cat"), (Assert.Single(first.Names), first.Caption));
        Assert.Equal(["a"], (await FindAsync(collection, 2))!.Payload.Names);
    }

    [Fact]
    public async Task Upsert_ReplacedAndBack_LastOneIsThere()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a"));

        var result = await UpsertAsync(collection, Replacing(2, 1, "a"), Replacing(1, 2, "a"));

        Assert.Equal([Samples.Id(2)], result.Orphans);
        await ReopenAsync();
        Assert.Equal(["a"], (await FindAsync(collection, 1))!.Payload.Names);
        Assert.Equal(Point(1).Vector.ToArray(), (await FindAsync(collection, 1))!.Vector.ToArray());
        Assert.Null(await FindAsync(collection, 2));
    }

    [Fact]
    public async Task Upsert_SameNameInTwoCollections_IsTwoNames()
    {
        var one = await NewAsync("one");
        var two = await NewAsync("two");
        await UpsertAsync(one, Point(1, "a"));

        Assert.Empty((await UpsertAsync(two, Point(2, "a"))).Orphans);
        Assert.Equal(["a"], (await FindAsync(one, 1))!.Payload.Names);
    }

    [Fact]
    public async Task Upsert_NamesThatDifferInCaseOrForm_AreDifferent()
    {
        var collection = await NewAsync();

        await UpsertAsync(collection, Point(1, "a.png"), Point(2, "A.png"), Point(3, "\u00e9.png"), Point(4, "e\u0301.png"));

        Assert.Equal(4, (await Store.FindAsync(collection.Name, Token))!.Points);
    }

    [Fact]
    public async Task Upsert_WrongDimension_IsAMismatchAndWritesNothing()
    {
        var collection = await NewAsync();
        var wrong = Point(2) with { Vector = Samples.Vector(2, Dimension - 1) };

        Assert.Equal(StoreFault.Mismatch, await FaultOf(() => UpsertAsync(collection, Point(1), wrong)));

        Assert.Null(await FindAsync(collection, 1));
        Assert.Equal(collection.Version, await VersionAsync(collection));
    }

    [Fact]
    public async Task Upsert_CallersListsChangeLater_StoredPayloadDoesNot()
    {
        var collection = await NewAsync();
        var names = new List<string> { "a" };
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal) { ["year"] = new FieldValue.Integer(1) };
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Payload("a") with { Names = names, Fields = fields } });

        names.Add("b");
        fields.Clear();

        var hit = Assert.Single(await Store.SearchAsync(collection.Id, Point(1).Vector, 1, null, Token));
        Assert.Equal(["a"], hit.Payload.Names);
        Assert.Single(hit.Payload.Fields!);
    }

    private static Dictionary<string, FieldValue> Fields(params (string Name, FieldValue Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
}
