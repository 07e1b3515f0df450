using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>
/// Compares the coded scan and the float scan with scoring every row and sorting. HardwareTests also runs these tests without some instruction sets.
/// </summary>
public sealed class ExactSearchTests
{
    private const int BlockRows = 64;

    // Six full blocks and a partial one.
    private const int Count = (6 * BlockRows) + 17;

    private static readonly Payload Nothing = Samples.Payload("n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var name in Datasets.Names)
            {
                foreach (var dimension in new[] { 1, 3, 64, 65, 130 })
                {
                    cases.Add(name, dimension);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Search_AdversarialRows_EqualsSortingAllScores(string name, int dimension)
    {
        var (rows, query) = Datasets.Make(name, Count, dimension);
        var points = rows.Select((row, i) => (Id: Samples.Id(i), Vector: row)).ToDictionary(point => point.Id, point => point.Vector);
        var writer = Filled(points);
        AssertExact(writer.Publish(), points, query);

        // Scattered holes, then a block so sparse that it is removed, then some points added again with other vectors.
        Remove(writer, points, [.. Enumerable.Range(0, Count).Where(i => i % 9 == 4)]);
        AssertExact(writer.Publish(), points, query);
        Remove(writer, points, [.. Enumerable.Range(BlockRows, 40)]);
        AssertExact(writer.Publish(), points, query);
        for (var i = 0; i < 50; i++)
        {
            Add(writer, points, Samples.Id(i + BlockRows), rows[^(i + 1)]);
        }

        AssertExact(writer.Publish(), points, query);
        AssertExact(writer.Compacted(BlockRows), points, query);
    }

    [Fact]
    public void Search_RandomRows_ReadsFewOfTheFloats()
    {
        var (rows, query) = Datasets.Make("random", 4096, 128);
        var index = Filled(rows.Select((row, i) => (i, row)).ToDictionary(row => Samples.Id(row.i), row => row.row)).Publish();

        var coded = index.SearchCoded(query, 10, null, Token);

        Assert.Equal(4096, index.SearchFloat(query, 10, null, Token).Scored);
        Assert.InRange(coded.Scored, 10, 400);
    }

    [Fact]
    public void Search_OutlierDimensions_StillReadsFewOfTheFloats()
    {
        var (rows, query) = Datasets.Make("outliers", 4096, 128);
        var index = Filled(rows.Select((row, i) => (i, row)).ToDictionary(row => Samples.Id(row.i), row => row.row)).Publish();

        Assert.InRange(index.SearchCoded(query, 10, null, Token).Scored, 10, 1000);
    }

    [Fact]
    public void Search_SameVectorAtEveryPosition_TiesExactly()
    {
        var vector = Samples.Vector(5, 100);
        var points = Enumerable.Range(0, Count).ToDictionary(Samples.Id, _ => vector);
        var index = Filled(points).Publish();

        var hits = index.SearchFloat(Samples.Vector(6, 100), Count, null, Token).Hits;

        Assert.Single(hits.Select(hit => hit.Score).Distinct());
        Assert.Equal(
            points.Keys.OrderBy(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)), StringComparer.Ordinal), hits.Select(hit => hit.Id));
    }

    [Fact]
    public void Search_SelectiveFilter_EqualsFilteringFirst()
    {
        var (rows, query) = Datasets.Make("random", Count, 70);
        var writer = new RowIndexWriter(70, BlockRows);
        for (var i = 0; i < Count; i++)
        {
            writer.Add(Samples.Id(i), rows[i], Samples.Tagged("n", ("group", new FieldValue.Integer(i % 50))));
        }

        var index = writer.Publish();
        var filter = new Filter.Equal("group", new FieldValue.Integer(7));
        var expected = Sorted(Enumerable.Range(0, Count).Where(i => i % 50 == 7).ToDictionary(Samples.Id, i => rows[i]), query);

        Assert.Equal(expected.Take(3), Found(index.SearchCoded(query, 3, filter, Token)));
        Assert.Equal(expected, Found(index.SearchCoded(query, 100, filter, Token)));
        Assert.Equal(expected, Found(index.SearchFloat(query, 100, filter, Token)));
    }

    [Fact]
    public void Search_ManyRows_SeveralWorkersGiveTheSameAnswer()
    {
        const int Dimension = 5;
        var points = Enumerable.Range(0, ScanQueue.ParallelRows + 5000).ToDictionary(Samples.Id, i => Samples.Vector(i % 20_000, Dimension));
        var writer = new RowIndexWriter(Dimension);
        foreach (var (id, vector) in points)
        {
            writer.Add(id, vector, Nothing);
        }

        var index = writer.Publish();

        for (var query = 0; query < 2; query++)
        {
            var expected = Sorted(points, Samples.Vector(-query, Dimension)).Take(1000).ToArray();
            Assert.Equal(expected, Found(index.SearchCoded(Samples.Vector(-query, Dimension), 1000, null, Token)));
            Assert.Equal(expected, Found(index.SearchFloat(Samples.Vector(-query, Dimension), 1000, null, Token)));
        }
    }

    [Fact]
    public void Search_Cancelled_Stops()
    {
        var index = Filled(new Dictionary<Guid, float[]> { [Samples.Id(1)] = Samples.Vector(1, 3) }).Publish();

        Assert.ThrowsAny<OperationCanceledException>(() => index.SearchCoded(Samples.Vector(1, 3), 1, null, new CancellationToken(canceled: true)));
    }

    /// <summary>A filter can make rows expensive, so a search that nobody waits for must not finish its segment.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Search_CancelledWithinASegment_Stops(bool coded)
    {
        const int Rows = RowIndexWriter.BlockRows;
        using var leaving = new CancellationTokenSource();
        var fields = new FieldsThatCancel(leaving);
        var writer = new RowIndexWriter(3);
        for (var i = 0; i < Rows; i++)
        {
            writer.Add(Samples.Id(i), Samples.Vector(i, 3), Nothing with { Fields = fields });
        }

        var index = writer.Publish();
        var filter = new Filter.Exists("a");

        Assert.ThrowsAny<OperationCanceledException>(() => coded
            ? index.SearchCoded(Samples.Vector(1, 3), Rows, filter, leaving.Token)
            : index.SearchFloat(Samples.Vector(1, 3), Rows, filter, leaving.Token));
        Assert.InRange(fields.Reads, 1, 500);
    }

    private static RowIndexWriter Filled(Dictionary<Guid, float[]> points)
    {
        var writer = new RowIndexWriter(points.First().Value.Length, BlockRows);
        foreach (var (id, vector) in points)
        {
            writer.Add(id, vector, Nothing);
        }

        return writer;
    }

    private static void Add(RowIndexWriter writer, Dictionary<Guid, float[]> points, Guid id, float[] vector)
    {
        if (!points.TryAdd(id, vector))
        {
            return;
        }

        writer.Add(id, vector, Nothing);
    }

    private static void Remove(RowIndexWriter writer, Dictionary<Guid, float[]> points, int[] numbers)
    {
        foreach (var id in numbers.Select(Samples.Id))
        {
            points.Remove(id);
            writer.Remove(id);
        }
    }

    private static void AssertExact(RowIndex index, Dictionary<Guid, float[]> points, float[] query)
    {
        Assert.Equal(points.Count, index.Count);
        var expected = Sorted(points, query);
        foreach (var k in new[] { 1, 10, 65, points.Count - 1, points.Count + 5 })
        {
            Assert.Equal(expected.Take(k), Found(index.SearchCoded(query, k, null, Token)));
            Assert.Equal(expected.Take(k), Found(index.SearchFloat(query, k, null, Token)));
        }
    }

    internal static IEnumerable<(Guid Id, float Score)> Found(ScanResult result) => result.Hits.Select(hit => (hit.Id, hit.Score));

    /// <summary>Every row's score, best first, ties in the order of the ids' big-endian bytes.</summary>
    public static (Guid Id, float Score)[] Sorted(IReadOnlyDictionary<Guid, float[]> points, float[] query)
    {
        var padded = Padded(query);
        return
        [
            .. points
                .Select(point => (Id: point.Key, Score: FloatKernel.Score(padded, Padded(point.Value))))
                .OrderByDescending(point => point.Score)
                .ThenBy(point => Convert.ToHexString(point.Id.ToByteArray(bigEndian: true)), StringComparer.Ordinal),
        ];
    }

    private static float[] Padded(float[] vector)
    {
        var padded = new float[RowBlock.StrideOf(vector.Length)];
        vector.CopyTo(padded, 0);
        return padded;
    }

    /// <summary>Fields that cancel the search that reads them first.</summary>
    private sealed class FieldsThatCancel(CancellationTokenSource leaving)
        : Dictionary<string, FieldValue>(StringComparer.Ordinal), IReadOnlyDictionary<string, FieldValue>
    {
        public int Reads { get; private set; }

        bool IReadOnlyDictionary<string, FieldValue>.TryGetValue(string key, out FieldValue value)
        {
            Reads++;
            leaving.Cancel();
            value = new FieldValue.Truth(true);
            return true;
        }
    }
}
