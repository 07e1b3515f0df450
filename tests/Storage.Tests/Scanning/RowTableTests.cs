using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

public sealed class RowTableTests
{
    private const int BlockRows = 64;
    private static readonly Payload Any = new(["row"], null, null, 1, 1, "image/jpeg", 1);

    /// <summary>Thousands of random steps, also with ids that all have the same hash, against a dictionary.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Table_AnySteps_FindsWhatADictionaryFinds(bool isSameHash, int seed)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(1, 1500).Select(i => isSameHash ? SameHash(i) : NewId(random)).ToArray();
        Assert.Equal(isSameHash, ids.All(id => id.GetHashCode() == ids[0].GetHashCode()));
        var (table, expected) = (new RowTable(BlockRows), new Dictionary<Guid, (SegmentWriter Segment, int Row)>());
        SegmentWriter? open = null;
        for (var step = 0; step < 10_000; step++)
        {
            // More are added than removed in the first half, and fewer in the second.
            var id = ids[random.Next(ids.Length)];
            if (random.Next(3) == 0 == step < 5000)
            {
                table.Remove(id);
                expected.Remove(id);
            }
            else
            {
                if (open is null or { IsFull: true })
                {
                    table.Add(open = new SegmentWriter(new RowBlock(BlockRows, 1)));
                }

                var row = open.Append(id, [1], Any);
                if (expected.TryAdd(id, (open, row)))
                {
                    table.Add(id, open, row);
                }
                else
                {
                    expected[id] = (open, row);
                    table.Move(id, open, row);
                }
            }

            Assert.Equal(expected.Count, table.Count);
            Assert.Equal(expected.TryGetValue(id, out var place) ? place : null, table.Find(id));
            if (step % 1000 == 999)
            {
                Assert.All(ids, each => Assert.Equal(expected.TryGetValue(each, out var known) ? known : null, table.Find(each)));
            }
        }

        Assert.NotEmpty(expected);
    }

    [Fact]
    public void Add_OfAPointThatIsThere_Throws()
    {
        var table = new RowTable(BlockRows);
        var segment = Filled(table);

        Assert.Throws<ArgumentException>(() => table.Add(segment.Block.Ids[3], segment, 4));

        Assert.Equal((segment, 3), table.Find(segment.Block.Ids[3]));
        Assert.Equal(BlockRows, table.Count);
    }

    [Fact]
    public void Drop_OfASegmentWithoutPoints_LetsGoOfIt()
    {
        var table = new RowTable(BlockRows);
        var (segment, other) = (Filled(table), Filled(table));
        foreach (var id in segment.Block.Ids)
        {
            table.Remove(id);
        }

        table.Drop(segment);

        Assert.Equal(BlockRows, table.Count);
        Assert.All(other.Block.Ids, id => Assert.Same(other, table.Find(id)!.Value.Segment));
        Assert.All(segment.Block.Ids, id => Assert.Null(table.Find(id)));
    }

    [Fact]
    public void Table_WithMoreSegmentsThanHalfTheNumbers_IsWorn()
    {
        var table = new RowTable(int.MaxValue / 8);
        for (var i = 0; i < 4; i++)
        {
            Assert.False(table.IsWorn);
            table.Add(new SegmentWriter(new RowBlock(1, 1)));
        }

        table.Add(new SegmentWriter(new RowBlock(1, 1)));
        Assert.True(table.IsWorn);
    }

    private static SegmentWriter Filled(RowTable table)
    {
        var segment = new SegmentWriter(new RowBlock(BlockRows, 1));
        table.Add(segment);
        for (var row = 0; row < BlockRows; row++)
        {
            var id = Guid.NewGuid();
            table.Add(id, segment, segment.Append(id, [1], Any));
        }

        return segment;
    }

    // A Guid's hash is its four parts, exclusive or.
    private static Guid SameHash(int number)
    {
        var bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes, number);
        BitConverter.TryWriteBytes(bytes.AsSpan(12), number);
        return new Guid(bytes);
    }

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
