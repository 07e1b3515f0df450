using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    private static readonly Payload[] Album =
    [
        Samples.Tagged("0", ("kind", Text("cat")), ("year", Whole(1999)), ("rating", Number(2.5)), ("lit", Truth(true))),
        Samples.Tagged("1", ("kind", Text("dog")), ("year", Whole(2005)), ("rating", Number(4))),
        Samples.Tagged("2", ("kind", Text("Cat")), ("year", Number(2005)), ("lit", Truth(false))),
        Samples.Tagged("3", ("kind", Whole(7)), ("year", Text("2005"))),
        Samples.Tagged("4"),
        Samples.Tagged("5", ("width", Whole(7))),
    ];

    public static TheoryData<string, Filter, int[]> Filters => new()
    {
        { "equal text", new Filter.Equal("kind", Text("cat")), [0] },
        { "equal text of nobody", new Filter.Equal("kind", Text("")), [] },
        { "equal truth", new Filter.Equal("lit", Truth(true)), [0] },
        { "equal false is not absent", new Filter.Equal("lit", Truth(false)), [2] },
        { "equal number", new Filter.Equal("rating", Number(2.5)), [0] },
        { "other types do not compare", new Filter.Equal("kind", Number(7.5)), [] },
        { "text of digits is no number", new Filter.Equal("year", Text("2005")), [3] },
        { "in", new Filter.In("kind", [Text("dog"), Text("Cat"), Whole(1)]), [1, 2] },
        { "in nothing", new Filter.In("kind", []), [] },
        { "range, both ends in", new Filter.Range("year", 1999, 2005), [0, 1, 2] },
        { "range, open above", new Filter.Range("year", 1999.5, null), [1, 2] },
        { "range, open below", new Filter.Range("rating", null, 3), [0] },
        { "range, open: any number", new Filter.Range("year", null, null), [0, 1, 2] },
        { "range, none", new Filter.Range("year", 2006, 1000), [] },
        { "exists", new Filter.Exists("lit"), [0, 2] },
        { "exists, nowhere", new Filter.Exists("nothing"), [] },
        { "not", new Filter.Not(new Filter.Equal("kind", Text("cat"))), [1, 2, 3, 4, 5] },
        { "not exists", new Filter.Not(new Filter.Exists("kind")), [4, 5] },
        { "and", new Filter.And([new Filter.Exists("lit"), new Filter.Range("year", 2000, null)]), [2] },
        { "and of none", new Filter.And([]), [0, 1, 2, 3, 4, 5] },
        { "or", new Filter.Or([new Filter.Equal("kind", Text("dog")), new Filter.Equal("kind", Whole(7))]), [1, 3] },
        { "or of none", new Filter.Or([]), [] },
        { "width, which is no field", new Filter.Equal("width", Whole(640)), [0, 1, 2, 3, 4] },
        { "width as a field of its own", new Filter.Equal("width", Whole(7)), [5] },
        { "height in a range", new Filter.Range("height", 480, null), [0, 1, 2, 3, 4, 5] },
        { "height out of a range", new Filter.Range("height", 481, null), [] },
        { "bytes", new Filter.And([new Filter.Range("bytes", 12000, 13000), new Filter.Exists("lit")]), [0, 2] },
        { "sizes exist", new Filter.And([new Filter.Exists("width"), new Filter.Exists("height"), new Filter.Exists("bytes")]), [0, 1, 2, 3, 4, 5] },
        { "nested",
            new Filter.And(
                [new Filter.Not(new Filter.Or([new Filter.Exists("lit"), new Filter.Exists("rating")])), new Filter.Exists("kind")]), [3] },
    };

    public static TheoryData<string, Filter, int[]> NumberFilters => new()
    {
        { "integer finds number", new Filter.Equal("year", Whole(2005)), [1, 2] },
        { "number finds integer", new Filter.Equal("year", Number(1999)), [0] },
        { "fraction finds no integer", new Filter.Equal("year", Number(1999.5)), [] },
        { "in across", new Filter.In("rating", [Whole(4)]), [1] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public Task Search_Filter_KeepsThoseThatSatisfyIt(string name, Filter filter, int[] expected) => AssertFilter(name, filter, expected);

    [Theory]
    [MemberData(nameof(NumberFilters))]
    public Task Search_FilterAcrossNumbers_ComparesByValue(string name, Filter filter, int[] expected)
    {
        Assert.SkipWhen(Cannot.HasFlag(Inability.CompareAcrossNumbers), "this store compares integers with numbers only approximately");
        return AssertFilter(name, filter, expected);
    }

    [Fact]
    public async Task Search_Filter_AppliesBeforeTheTopK()
    {
        var collection = await NewAsync();
        var points = Enumerable.Range(0, 60).Select(i => Point(i) with
        {
            Vector = AtCosine(1 - (i / 100.0)),
            Payload = Samples.Tagged($"{i}", ("last", Truth(i >= 50))),
        });
        await UpsertAsync(collection, [.. points]);

        var hits = await Store.SearchAsync(collection.Id, AtCosine(1), 3, new Filter.Equal("last", Truth(true)), Token);

        Assert.Equal(new[] { 50, 51, 52 }.Select(Samples.Id), hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Search_FieldsChanged_FilterSeesTheNewOnes()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Tagged("a", ("year", Whole(1))) });
        await UpsertAsync(collection, Point(1) with { Payload = Samples.Tagged("a", ("year", Whole(2))) });

        Assert.Empty(await Store.SearchAsync(collection.Id, Point(1).Vector, 1, new Filter.Equal("year", Whole(1)), Token));
        Assert.Single(await Store.SearchAsync(collection.Id, Point(1).Vector, 1, new Filter.Equal("year", Whole(2)), Token));
    }

    private static FieldValue.Text Text(string value) => new(value);

    private static FieldValue.Integer Whole(long value) => new(value);

    private static FieldValue.Number Number(double value) => new(value);

    private static FieldValue.Truth Truth(bool value) => new(value);

    private async Task AssertFilter(string name, Filter filter, int[] expected)
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, [.. Album.Select((payload, i) => Point(i) with { Payload = payload })]);

        var hits = await Store.SearchAsync(collection.Id, Point(3).Vector, 10, filter, Token);

        Assert.True(expected.Select(Samples.Id).ToHashSet().SetEquals(hits.Select(hit => hit.Id)), name);
    }
}
