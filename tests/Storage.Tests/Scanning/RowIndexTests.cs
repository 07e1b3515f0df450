using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>A published version never changes, whatever is written afterwards.</summary>
public sealed class RowIndexTests
{
    private const int Dimension = 20;
    private const int BlockRows = 16;

    [Fact]
    public void Publish_ThenEveryKindOfWrite_OldVersionIsUnchanged()
    {
        var writer = new RowIndexWriter(Dimension, BlockRows);
        for (var i = 0; i < 40; i++)
        {
            writer.Add(Samples.Id(i), Samples.Vector(i, Dimension), Samples.Payload($"{i}"));
        }

        var old = writer.Publish();
        var before = All(old);

        // Append first: the open block's payloads are then shared with the old version and must be copied by the next change.
        writer.Add(Samples.Id(100), Samples.Vector(100, Dimension), Samples.Payload("100"));
        writer.Update(Samples.Id(39), Samples.Payload("changed"));
        writer.Update(Samples.Id(3), Samples.Payload("changed"));
        writer.Remove(Samples.Id(38));
        for (var i = 0; i < 30; i++)
        {
            writer.Remove(Samples.Id(i));
        }

        var now = writer.Publish();

        Assert.Equal(before, All(old));
        Assert.Equal(40, old.Count);
        Assert.Equal(10, now.Count);
        Assert.Equal("changed", All(now)[Samples.Id(39)]);
        Assert.Equal("100", writer.Find(Samples.Id(100))!.Names[0]);
        Assert.Null(writer.Find(Samples.Id(3)));
    }

    [Fact]
    public void Compaction_AfterManyDeletes_LeavesFewHoles()
    {
        var writer = new RowIndexWriter(Dimension, BlockRows);
        for (var i = 0; i < 50 * BlockRows; i++)
        {
            writer.Add(Samples.Id(i), Samples.Vector(i, Dimension), Samples.Payload("n"));
            if (i >= 20)
            {
                writer.Remove(Samples.Id(i - 20));
            }
        }

        var index = writer.Compacted(BlockRows);

        Assert.Equal(20, index.Count);
        Assert.InRange(index.Rows, 20, 30 + BlockRows);
    }

    [Fact]
    public void Compaction_WhileThereAreWrites_LeavesWhatTheyLeft()
    {
        var writer = new RowIndexWriter(Dimension, BlockRows);
        for (var i = 0; i < 3 * BlockRows; i++)
        {
            writer.Add(Samples.Id(i), Samples.Vector(i, Dimension), Samples.Payload($"{i}"));
        }

        for (var i = 0; i < 3 * BlockRows; i += 2)
        {
            writer.Remove(Samples.Id(i));
        }

        var index = writer.Publish();
        var chosen = Compaction.Choose(index, BlockRows);
        var merged = Compaction.Merge(chosen);
        Assert.Equal(2, chosen.Count);

        // A point of the merged blocks is deleted, one gets another payload, and one comes back with another vector.
        writer.Remove(Samples.Id(1));
        writer.Update(Samples.Id(3), Samples.Payload("changed"));
        writer.Remove(Samples.Id(5));
        writer.Add(Samples.Id(5), Samples.Vector(500, Dimension), Samples.Payload("back"));
        var expected = All(writer.Publish());
        writer.Replace(chosen, merged);
        var after = writer.Publish();

        Assert.Equal(expected, All(after));
        Assert.Equal(3 * BlockRows / 2, All(index).Count);
        var back = after.SearchCoded(Samples.Vector(500, Dimension), 1, null, TestContext.Current.CancellationToken).Hits[0];
        Assert.Equal((Samples.Id(5), "back"), (back.Id, back.Payload.Names[0]));
        Assert.Equal("changed", writer.Find(Samples.Id(3))!.Names[0]);
        Assert.Null(writer.Find(Samples.Id(1)));
        Assert.Equal("7", writer.Find(Samples.Id(7))!.Names[0]);
    }

    private static Dictionary<Guid, string> All(RowIndex index) =>
        index.SearchCoded(Samples.Vector(0, Dimension), 1000, null, TestContext.Current.CancellationToken)
            .Hits.ToDictionary(hit => hit.Id, hit => hit.Payload.Names[0]);
}
