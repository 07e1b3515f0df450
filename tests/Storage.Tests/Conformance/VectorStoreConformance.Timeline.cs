using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Newest_InPages_GivesEveryPointOnceTheLatestFirst(int limit)
    {
        // Some share a time, one has a fraction, one is before 1970, and a text is no time.
        FieldValue?[] times =
            [Whole(1000), null, Whole(3000), Whole(1000), Text("in May"), Number(2000.5), Whole(1000), null, Whole(-5), Whole(3000)];
        var collection = await NewAsync();
        await UpsertAsync(collection, [.. times.Select(Timed)]);

        var seen = await NewestAsync(collection, limit);

        var expected =
            Enumerable.Range(0, times.Length).OrderByDescending(i => Seconds(times[i]) ?? double.MinValue).ThenBy(Samples.Id).Select(Samples.Id);
        Assert.Equal(expected, seen.Select(point => point.Id));
        Assert.All(seen, point => Assert.True(point.Vector.IsEmpty));
        Assert.Equal(["image 5.png"], seen[2].Payload.Names);
    }

    [Fact]
    public async Task Newest_WithoutAnyTime_IsInIdOrder()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1), Point(2), Point(3));
        await UpsertAsync(await NewAsync("others"), Timed(Whole(7), 4));

        var seen = await NewestAsync(collection, limit: 2);

        Assert.Equal(new[] { 1, 2, 3 }.Select(Samples.Id).Order(), seen.Select(point => point.Id));
    }

    [Fact]
    public async Task Newest_TimeThatChanges_MovesThePoint()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Timed(Whole(10), 1), Timed(Whole(20), 2), Point(3));

        await UpsertAsync(collection, Timed(Whole(30), 1), Timed(Whole(5), 3));
        await Store.DeleteAsync(collection.Id, [Samples.Id(2)], Token);

        Assert.Equal([Samples.Id(1), Samples.Id(3)], (await NewestAsync(collection, limit: 5)).Select(point => point.Id));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(100, true)]
    public async Task Select_InPages_GivesThePointsThatPassInOrder(int limit, bool isNewestFirst)
    {
        FieldValue?[] times = [Whole(1000), null, Whole(3000), Whole(1000), Text("in May"), Number(2000.5), Whole(1000), null, Whole(3000)];
        var collection = await NewAsync();
        await UpsertAsync(collection, [.. times.Select(Timed)]);
        var filter = new Filter.Not(new Filter.Equal("taken", Number(2000.5)));

        List<Point> seen = [];
        var order = isNewestFirst ? PointOrder.NewestFirst : PointOrder.ById;
        while (await SelectAsync() is { Count: > 0 } page)
        {
            Assert.True(page.Count <= limit);
            seen.AddRange(page);
        }

        var passing = Enumerable.Range(0, times.Length).Where(i => i != 5);
        var expected = isNewestFirst
            ? passing.OrderByDescending(i => Seconds(times[i]) ?? double.MinValue).ThenBy(Samples.Id).Select(Samples.Id)
            : passing.Select(Samples.Id).Order();
        Assert.Equal(expected, seen.Select(point => point.Id));
        Assert.All(seen, point => Assert.True(point.Vector.IsEmpty));

        Task<IReadOnlyList<Point>> SelectAsync() => Store.SelectAsync(
            collection.Id, filter, order, seen.Count == 0 ? null : TimelinePlace.Of(seen[^1]), limit, Token);
    }

    private async Task<List<Point>> NewestAsync(CollectionInfo collection, int limit)
    {
        List<Point> seen = [];
        while (await Store.NewestAsync(collection.Id, seen.Count == 0 ? null : TimelinePlace.Of(seen[^1]), limit, Token) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= limit);
            seen.AddRange(page);
        }

        return seen;
    }

    private static Point Timed(FieldValue? time, int number) => Point(number) with
    {
        Payload = time is null ? Samples.Payload($"image {number}.png") : Samples.Tagged($"image {number}.png", ("taken", time)),
    };

    private static double? Seconds(FieldValue? time) => time switch
    {
        FieldValue.Integer integer => integer.Value,
        FieldValue.Number number => number.Value,
        _ => null,
    };
}
