using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>Filters give the same results as the embedded store, whatever the names and values of fields.</summary>
public sealed class QdrantFilterTests : QdrantStoreTest
{
    private static readonly string[] Names = ["year", "a.b", "", "number_year", "größe", "x[0]", "a:b", new('n', 300)];

    private static readonly FieldValue[] FieldValues =
    [
        new FieldValue.Integer(0), new FieldValue.Integer(-5), new FieldValue.Integer(2005), new FieldValue.Number(2005), new FieldValue.Number(-0.0),
        new FieldValue.Number(0.5), new FieldValue.Number(1e300), new FieldValue.Text("2005"), new FieldValue.Text(""), new FieldValue.Text("n2005"),
        new FieldValue.Text(new string('t', 1000)), new FieldValue.Text(new string('t', 1001)), new FieldValue.Truth(true),
        new FieldValue.Truth(false),
    ];

    private static readonly double?[] Bounds = [null, -5, 0, 0.5, 2004.5, 2005, 1e301, double.NegativeInfinity, double.PositiveInfinity, double.NaN];

    [Fact]
    public async Task Search_AnyFilter_AnswersAsTheEmbeddedStore()
    {
        var random = new Random(20);
        var collection = await NewAsync();
        var points = Enumerable.Range(0, 60).Select(i => Point(i) with { Payload = RandomPayload(random, i) }).ToArray();
        await UpsertAsync(collection, points);

        for (var i = 0; i < 300; i++)
        {
            var filter = RandomFilter(random, depth: 3);
            var expected = points.Where(point => FilterMatch.Compile(filter)(point.Payload)).Select(point => point.Id).ToHashSet();
            var hits = await Store.SearchAsync(collection.Id, Point(1).Vector, 100, filter, Token);
            Assert.True(expected.SetEquals(hits.Select(hit => hit.Id)), filter.ToString());
        }
    }

    /// <summary>Every third point is as an earlier version wrote it.</summary>
    [Fact]
    public async Task Search_PointsOfEarlierVersionsAmongNew_AnswersAsTheEmbeddedStore()
    {
        var random = new Random(21);
        var collection = await NewAsync();
        var points = Enumerable.Range(0, 60).Select(i => Point(i) with { Payload = RandomPayload(random, i) }).ToArray();
        await EarlierPoints.UpsertAsync(Server, collection, [.. points.Where((_, i) => i % 3 == 0)]);
        await UpsertAsync(collection, [.. points.Where((_, i) => i % 3 > 0)]);

        for (var i = 0; i < 300; i++)
        {
            var filter = RandomFilter(random, depth: 3);
            var expected = points.Where(point => FilterMatch.Compile(filter)(point.Payload)).Select(point => point.Id).ToHashSet();
            var hits = await Store.SearchAsync(collection.Id, Point(1).Vector, 100, filter, Token);
            Assert.True(expected.SetEquals(hits.Select(hit => hit.Id)), filter.ToString());
        }
    }

    [Theory]
    [InlineData((1L << 53) + 1, 9007199254740992.0, false)]
    [InlineData(1L << 53, 9007199254740992.0, true)]
    [InlineData(long.MaxValue, 9223372036854775808.0, false)]
    [InlineData(long.MinValue, -9223372036854775808.0, true)]
    [InlineData(0, double.NaN, false)]
    [InlineData(1, double.PositiveInfinity, false)]
    public void Equal_IntegerAndNumber_ShareAWordIfTheyAreEqual(long whole, double number, bool equal) =>
        Assert.Equal(equal, FieldTerms.Equal("f", new FieldValue.Integer(whole)) == FieldTerms.Equal("f", new FieldValue.Number(number)));

    private static Payload RandomPayload(Random random, int number)
    {
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        for (var i = random.Next(4); i > 0; i--)
        {
            fields[Any(random, Names)] = Any(random, FieldValues);
        }

        return Samples.Payload($"{number}") with { Fields = fields.Count == 0 ? null : fields };
    }

    private static Filter RandomFilter(Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => new Filter.Equal(Any(random, Names), Any(random, FieldValues)),
        1 => new Filter.In(Any(random, Names), [.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, FieldValues))]),
        2 => new Filter.Range(Any(random, Names), Any(random, Bounds), Any(random, Bounds)),
        3 => new Filter.Exists(Any(random, Names)),
        4 => new Filter.And([.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomFilter(random, depth - 1))]),
        5 => new Filter.Or([.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomFilter(random, depth - 1))]),
        _ => new Filter.Not(RandomFilter(random, depth - 1)),
    };

    private static T Any<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
