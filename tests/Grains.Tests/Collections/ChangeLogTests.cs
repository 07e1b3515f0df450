using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Tests.Collections;

public sealed class ChangeLogTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 6).Select(number => new Guid(number, 0, 0, new byte[8]))];

    [Fact]
    public void Since_AVersion_GivesWhatFollowedOnce()
    {
        var log = new ChangeLog();
        log.Begin("0");
        log.Add(new WriteNote("1", [Ids[1], Ids[2]]));
        log.Add(WriteNote.Nothing);
        log.Add(new WriteNote("2", []));
        log.Add(new WriteNote("3", [Ids[2], Ids[3]]));

        Assert.Equal("3", log.Version);
        Assert.Equal([Ids[1], Ids[2], Ids[3]], log.Since("0")!.Order());
        Assert.Equal([Ids[2], Ids[3]], log.Since("1")!.Order());
        Assert.Equal([Ids[2], Ids[3]], log.Since("2")!.Order());
        Assert.Empty(log.Since("3")!);
        Assert.Null(log.Since("another"));
    }

    [Fact]
    public void AddedSince_AVersion_GivesWhatWasAddedInOrder()
    {
        var log = new ChangeLog();
        log.Begin("0");
        log.Add(new WriteNote("1", [Ids[1], Ids[2]]) { Added = [Ids[2]] });
        log.Add(new WriteNote("2", [Ids[2]]));
        log.Add(new WriteNote("3", [Ids[1], Ids[2]]) { Added = [Ids[1], Ids[2]] });

        Assert.Equal([Ids[2], Ids[1]], log.AddedSince("0")!);
        Assert.Equal([Ids[1], Ids[2]], log.AddedSince("1")!);
        Assert.Empty(log.AddedSince("3")!);
        Assert.Null(log.AddedSince("another"));
    }

    [Fact]
    public void Add_BeforeItBeginsOrAfterItStops_IsNotRecorded()
    {
        var log = new ChangeLog();
        log.Add(new WriteNote("1", [Ids[1]]));
        Assert.Null(log.Version);
        Assert.Null(log.Since("1"));

        log.Begin("1");
        log.Add(new WriteNote("2", [Ids[2]]));
        log.Stop();
        log.Add(new WriteNote("3", [Ids[3]]));

        Assert.Null(log.Version);
        Assert.Null(log.Since("1"));
    }

    [Fact]
    public void Add_MoreThanItRemembers_ForgetsTheOldest()
    {
        var log = new ChangeLog();
        log.Begin("0");
        for (var i = 1; i <= 5; i++)
        {
            log.Add(new WriteNote($"{i}", [.. Enumerable.Range(0, 30_000).Select(number => new Guid(number, (short)i, 0, new byte[8]))]));
        }

        Assert.Null(log.Since("0"));
        Assert.Null(log.Since("1"));
        Assert.Equal(90_000, log.Since("2")!.Count);
        Assert.Equal(30_000, log.Since("4")!.Count);
    }
}
