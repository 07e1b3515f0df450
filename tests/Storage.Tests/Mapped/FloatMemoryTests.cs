using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded.Mapped;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Mapped;

/// <summary>Which segments' floats a budget has room for.</summary>
public sealed class FloatMemoryTests : IDisposable
{
    private const int Dimension = 512;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    [Fact]
    public void Take_MoreThanTheBudget_LeavesTheLastOnTheDisk()
    {
        var files = Write(4);
        var memory = new FloatMemory((4 * files[0].CodeBytes) + (2 * files[0].FloatBytes));

        Array.ForEach(files, memory.Take);

        Assert.Equal([true, true, false, false], files.Select(memory.Holds));
        Assert.Equal([false, false, true, true], files.Select(IsReadHereAndThere));
    }

    /// <summary>Codes are read by every search, so they come before the floats of an earlier segment.</summary>
    [Fact]
    public void Take_CodesWithoutRoom_SendsTheFloatsOfAnEarlierOneToTheDisk()
    {
        var files = Write(3);
        var memory = new FloatMemory(files[0].CodeBytes + (2 * files[0].FloatBytes));

        Array.ForEach(files[..1], memory.Take);
        Assert.True(memory.Holds(files[0]));
        Array.ForEach(files[1..], memory.Take);

        Assert.Equal([true, false, false], files.Select(memory.Holds));

        var least = new FloatMemory(2 * files[0].CodeBytes);
        Array.ForEach(files, least.Take);
        Assert.Equal([false, false, false], files.Select(least.Holds));
    }

    [Fact]
    public void Return_OfASegment_MakesRoomForAnother()
    {
        var files = Write(4);
        var memory = new FloatMemory((2 * files[0].CodeBytes) + files[0].FloatBytes);
        Array.ForEach(files[..2], memory.Take);
        Assert.Equal([true, false], files[..2].Select(memory.Holds));

        memory.Return(files[1]);
        memory.Take(files[2]);
        Assert.Equal([true, false, false], files[..3].Select(memory.Holds));

        memory.Return(files[0]);
        memory.Take(files[3]);
        Assert.Equal([false, false, true], files[1..].Select(memory.Holds));
    }

    [Fact]
    public void Budget_NotGiven_IsMostOfTheMemory()
    {
        var files = Write(1);
        var memory = new FloatMemory(0);

        memory.Take(files[0]);

        Assert.True(memory.Holds(files[0]));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Whether the system was told to read no more of a file than it must, as Linux shows it.</summary>
    private bool IsReadHereAndThere(SegmentFile file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows what it was told.");
        var isOfFile = false;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            // Lines about a mapping begin with a name, the line before them with an address.
            isOfFile = char.IsUpper(line[0]) ? isOfFile : line.EndsWith(SegmentFile.PathOf(_folder.Path, file.Name), StringComparison.Ordinal);
            if (isOfFile && line.StartsWith("VmFlags:", StringComparison.Ordinal) && line.Split(' ').Contains("rr"))
            {
                return true;
            }
        }

        return false;
    }

    private SegmentFile[] Write(int count)
    {
        var writer = new RowIndexWriter(Dimension, SmallBlocks.Rows);
        for (var i = 0; i < count * SmallBlocks.Rows; i++)
        {
            writer.Add(Samples.Id(i), Samples.Vector(i, Dimension), Samples.Tagged($"{i}.png"));
        }

        return [.. writer.Publish().Segments.Take(count).Select(segment => SegmentFile.Write(_folder.Path, segment))];
    }
}
