using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage.Images;

namespace Txt2Image.Grains.Tests.Collections;

public sealed class CollectionDeleterTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private ImageAdder _adder = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        _adder = _cluster.Adder();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task RemovingTheLastName_DeletesBytesAndPoint_AndOthersStay()
    {
        await AddAsync(TestImages.Upload(1, "a.gif"), TestImages.Upload(1, "b.gif"), TestImages.Upload(2, "c.gif"));

        var first = await _cluster.Writer.RemoveNamesAsync([Name(1, "a.gif"), Name(1, "never.gif"), Name(1, "c.gif")], default);
        Assert.Equal([Name(1, "a.gif")], first.Removed.AsEnumerable());
        Assert.Empty(first.Deleted);
        Assert.True(await HasBytesAsync(1));

        var second = await _cluster.Writer.RemoveNamesAsync([Name(1, "b.gif")], default);
        Assert.Equal([IdOf(1)], second.Deleted.AsEnumerable());
        Assert.False(await HasBytesAsync(1));
        Assert.True(await HasBytesAsync(2));
        Assert.Equal([IdOf(2)], (await _cluster.AskAsync("cat", fresh: true)).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Removal_EndedHalfWay_CanBeRepeated()
    {
        await AddAsync(TestImages.Upload(1, "a.gif"));
        _cluster.Store.RefuseNextRemoval = true;
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => _cluster.Writer.RemoveNamesAsync([Name(1, "a.gif")], default));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);

        // The bytes are deleted, and the name still exists and can be removed again: nothing is left that cannot be found.
        Assert.False(await HasBytesAsync(1));
        Assert.Equal([IdOf(1)], (await _cluster.Writer.RemoveNamesAsync([Name(1, "a.gif")], default)).Deleted.AsEnumerable());
        Assert.Empty((await _cluster.AskAsync("cat", fresh: true)).Hits);
    }

    [Fact]
    public async Task Repairing_DeletesHalves_AndLeavesWhatIsWhole()
    {
        await AddAsync(TestImages.Upload(1), TestImages.Upload(2));
        await _cluster.Images.DeleteAsync(KeyOf(1), default);
        await _cluster.Images.PutAsync(KeyOf(3), TestImages.Upload(3).Bytes, new byte[] { 1 }, default);

        var repaired = await _cluster.Writer.RepairAsync([IdOf(1), IdOf(2), IdOf(3)], default);

        Assert.Equal([IdOf(1), IdOf(3)], repaired.AsEnumerable());
        Assert.Equal(
            [IdOf(2)], (await _cluster.Listing.FindAsync(_cluster.Collection.Id, [IdOf(1), IdOf(2), IdOf(3)], default)).Select(image => image.Id));
        Assert.False(await HasBytesAsync(3));
        Assert.True(await HasBytesAsync(2));
    }

    [Fact]
    public async Task Repairing_AnImageThatHasOnlyItsPreview_LeavesIt()
    {
        await AddAsync(TestImages.Upload(1) with { KeepsOriginal = false });
        Assert.Empty(await _cluster.Writer.RepairAsync([IdOf(1)], default));
        Assert.True(await HasBytesAsync(1));
        Assert.Single(await _cluster.Listing.FindAsync(_cluster.Collection.Id, [IdOf(1)], default));
    }

    [Fact]
    public async Task Deletion_EndedHalfWay_CanBeRepeated()
    {
        await AddAsync(TestImages.Upload(1));
        _cluster.Store.Down = true;
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => _cluster.Writer.DeleteAsync([IdOf(1)], default));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
        _cluster.Store.Down = false;

        // The point is still there and can be deleted again; bytes without a point would be found by nobody.
        Assert.False(await HasBytesAsync(1));
        Assert.Equal([IdOf(1)], (await _cluster.Writer.DeleteAsync([IdOf(1)], default)).AsEnumerable());
    }

    [Fact]
    public async Task Repairs_WhileImagesAreAdded_LoseNoAcknowledgedImage()
    {
        var uploads = Enumerable.Range(0, 6).Select(i => TestImages.Upload(i)).ToArray();
        var ids = uploads.Select(upload => ImageId.Of(upload.Bytes.Span)).ToArray();
        for (var round = 0; round < 12; round++)
        {
            // Each round starts with both kinds of halves: points without bytes, and bytes without points.
            foreach (var id in ids.Where((_, i) => i % 2 == round % 2))
            {
                await _cluster.Images.DeleteAsync(new ImageKey(_cluster.Collection.Id, id), default);
            }

            var repairs = Enumerable.Range(0, 4).Select(_ => Task.Run(() => _cluster.Writer.RepairAsync([.. ids], default)));
            var adds = uploads.Select(upload => Task.Run(() => AddAsync(upload)));
            await Task.WhenAll([.. repairs, .. adds]);
            foreach (var id in ids)
            {
                Assert.True(await _cluster.Images.ExistsAsync(new ImageKey(_cluster.Collection.Id, id), default), "bytes are missing");
            }

            Assert.Equal(ids.Length, (await _cluster.Listing.FindAsync(_cluster.Collection.Id, [.. ids], default)).Length);
            if (round % 3 == 0)
            {
                await _cluster.Store.DeleteAsync(_cluster.Collection.Id, [ids[0]], default);
            }
        }
    }

    private async Task AddAsync(params ImageUpload[] uploads)
    {
        foreach (var upload in uploads)
        {
            var added = Assert.Single(await _adder.AddAsync(_cluster.Collection, [upload], default));
            Assert.True(added.Outcome.Error is null, added.Outcome.Detail);
        }
    }

    private Task<bool> HasBytesAsync(int number) => _cluster.Images.ExistsAsync(KeyOf(number), default);

    private ImageKey KeyOf(int number) => new(_cluster.Collection.Id, IdOf(number));

    private static ImageName Name(int number, string name) => new(IdOf(number), name);

    private static Guid IdOf(int number) => ImageId.Of(TestImages.Upload(number).Bytes.Span);
}
