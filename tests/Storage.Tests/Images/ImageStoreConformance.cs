using Txt2Image.Storage.Images;

namespace Txt2Image.Storage.Tests.Images;

/// <summary>
/// What every <see cref="IImageStore"/> must do. A store's tests derive from this class and define how the store is opened; each test has its own
/// collections.
/// </summary>
public abstract class ImageStoreConformance : IAsyncLifetime
{
    protected static readonly byte[] Original = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    protected static readonly byte[] Preview = [4, 5, 6, 7];
    protected static readonly byte[] Thumbnail = [1, 2, 3];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ImageKey Key { get; } = new(Guid.NewGuid(), Guid.NewGuid());

    /// <summary>The store under test.</summary>
    protected IImageStore Store { get; private set; } = null!;

    /// <summary>Opens the store, which has nothing stored for <see cref="Key"/>.</summary>
    protected abstract Task<IImageStore> OpenAsync();

    /// <summary>Removes one rendition, bypassing the store.</summary>
    protected abstract Task RemoveAsync(ImageKey key, ImageKind kind);

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Put_NewImage_IsReadAsItCame()
    {
        Assert.False(await Store.ExistsAsync(Key, Token));
        Assert.Null(await ReadAsync(ImageKind.Original));
        Assert.Null(await ReadAsync(ImageKind.Thumbnail));

        await PutAsync();

        Assert.True(await Store.ExistsAsync(Key, Token));
        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
        Assert.Equal(Thumbnail, await ReadAsync(ImageKind.Thumbnail));
        Assert.Null(await ReadAsync(ImageKind.Preview));
    }

    [Fact]
    public async Task Put_EmptyBytes_AreThere()
    {
        await Store.PutAsync(Key, ReadOnlyMemory<byte>.Empty, Thumbnail, Token);

        Assert.Empty((await ReadAsync(ImageKind.Original))!);
    }

    [Fact]
    public async Task Put_PartOfAnArray_IsThatPart()
    {
        await Store.PutAsync(Key, Original.AsMemory(1000, 500), Thumbnail.AsMemory(1), Token);

        Assert.Equal(Original[1000..1500], await ReadAsync(ImageKind.Original));
        Assert.Equal(Thumbnail[1..], await ReadAsync(ImageKind.Thumbnail));
    }

    [Fact]
    public async Task Put_Again_LeavesWhatIsThere()
    {
        await PutAsync();
        await Store.PutAsync(Key, new byte[] { 9 }, new byte[] { 9 }, Token);

        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
        Assert.Equal(Thumbnail, await ReadAsync(ImageKind.Thumbnail));
    }

    [Theory]
    [InlineData(ImageKind.Original)]
    [InlineData(ImageKind.Thumbnail)]
    public async Task Put_HalfIsMissing_RepairsIt(ImageKind half)
    {
        await PutAsync();
        await RemoveAsync(Key, half);
        Assert.False(await Store.ExistsAsync(Key, Token));

        await PutAsync();

        Assert.True(await Store.ExistsAsync(Key, Token));
        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
        Assert.Equal(Thumbnail, await ReadAsync(ImageKind.Thumbnail));
    }

    [Fact]
    public async Task Put_ManyAtOnceOfOneImage_LeavesOneWhole()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PutAsync()));

        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
    }

    [Fact]
    public async Task PutPreview_NewImage_StandsInForTheOriginal()
    {
        await Store.PutPreviewAsync(Key, Preview, Thumbnail, Token);

        Assert.True(await Store.ExistsAsync(Key, Token));
        Assert.Null(await ReadAsync(ImageKind.Original));
        Assert.Equal(Preview, await ReadAsync(ImageKind.Preview));
        Assert.Equal(Thumbnail, await ReadAsync(ImageKind.Thumbnail));
    }

    [Fact]
    public async Task PutPreview_OriginalIsThere_Stays()
    {
        await PutAsync();
        await Store.PutPreviewAsync(Key, Preview, Thumbnail, Token);

        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
    }

    [Fact]
    public async Task Put_OnlyAPreviewIsThere_BringsTheOriginal()
    {
        await Store.PutPreviewAsync(Key, Preview, Thumbnail, Token);
        await PutAsync();

        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
    }

    [Fact]
    public async Task Delete_Image_IsGoneAndOthersStay()
    {
        var other = Key with { Image = Guid.NewGuid() };
        await PutAsync();
        await Store.PutPreviewAsync(Key, Preview, Thumbnail, Token);
        await Store.PutAsync(other, Original, Thumbnail, Token);

        await Store.DeleteAsync(Key, Token);
        await Store.DeleteAsync(Key, Token);
        await Store.DeleteAsync(new ImageKey(Guid.NewGuid(), Guid.NewGuid()), Token);

        Assert.False(await Store.ExistsAsync(Key, Token));
        foreach (var kind in Enum.GetValues<ImageKind>())
        {
            Assert.Null(await ReadAsync(kind));
        }

        Assert.True(await Store.ExistsAsync(other, Token));
    }

    [Fact]
    public async Task Drop_Collection_IsGoneAndOthersStay()
    {
        var other = Key with { Collection = Guid.NewGuid() };
        await PutAsync();
        await Store.PutPreviewAsync(Key with { Image = Guid.NewGuid() }, Preview, Thumbnail, Token);
        await Store.PutAsync(other, Original, Thumbnail, Token);

        await Store.DropAsync(Key.Collection, Token);
        await Store.DropAsync(Key.Collection, Token);

        Assert.False(await Store.ExistsAsync(Key, Token));
        Assert.True(await Store.ExistsAsync(other, Token));
        await PutAsync();
        Assert.True(await Store.ExistsAsync(Key, Token));
    }

    [Fact]
    public async Task Drop_WhileImagesAreWritten_Succeeds()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Enumerable.Range(0, 4).Select(_ => Task.Run(() => WriteAsync(enough.Token), Token)).ToList();
        for (var round = 0; round < 30; round++)
        {
            await Store.DropAsync(Key.Collection, Token);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writing);
    }

    [Fact]
    public async Task Open_WhileItIsDeleted_ReadsToTheEnd()
    {
        await PutAsync();
        await using var stream = (await Store.OpenAsync(Key, ImageKind.Original, Token))!;

        await Store.DeleteAsync(Key, Token);

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        Assert.Equal(Original, bytes.ToArray());
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(10, 200)]
    [InlineData(70_000, 5)]
    [InlineData(99_999, 10)]
    [InlineData(100_000, 10)]
    public async Task Open_Seek_ReadsFromThere(int from, int count)
    {
        await PutAsync();
        await using var stream = (await Store.OpenAsync(Key, ImageKind.Original, Token))!;
        Assert.Equal(Original.Length, stream.Length);
        await stream.ReadExactlyAsync(new byte[30], Token);

        stream.Seek(from, SeekOrigin.Begin);
        var part = new byte[count];
        var read = await stream.ReadAtLeastAsync(part, count, throwOnEndOfStream: false, Token);

        Assert.Equal(Original.Skip(from).Take(count), part.Take(read));
        stream.Position = 0;
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole, Token);
        Assert.Equal(Original, whole.ToArray());
    }

    [Fact]
    public async Task List_InPages_GivesEveryImageOnceInIdOrder()
    {
        var ids = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).Order().ToArray();
        foreach (var id in ids)
        {
            await Store.PutAsync(Key with { Image = id }, Thumbnail, Thumbnail, Token);
        }

        await Store.PutAsync(Key with { Collection = Guid.NewGuid() }, Thumbnail, Thumbnail, Token);
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        List<StoredImage> seen = [];

        while (await Store.ListAsync(Key.Collection, seen.Count == 0 ? null : seen[^1].Image, 7, Token) is { Count: > 0 } page)
        {
            Assert.True(page.Count == 7 || seen.Count + page.Count == ids.Length);
            seen.AddRange(page);
        }

        Assert.Equal(ids, seen.Select(image => image.Image));
        Assert.All(seen, image => Assert.True(image.Has(ImageKind.Original) && image.Has(ImageKind.Thumbnail) && image.Written > before));
    }

    [Fact]
    public async Task List_AfterAnIdThatIsNotThere_GoesOnBehindIt()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).Order().ToArray();
        await Store.PutAsync(Key with { Image = ids[0] }, Thumbnail, Thumbnail, Token);
        await Store.PutAsync(Key with { Image = ids[2] }, Thumbnail, Thumbnail, Token);

        Assert.Equal([ids[2]], (await Store.ListAsync(Key.Collection, ids[1], 5, Token)).Select(image => image.Image));
        Assert.Empty(await Store.ListAsync(Key.Collection, ids[2], 5, Token));
        Assert.Empty(await Store.ListAsync(Guid.NewGuid(), null, 5, Token));
    }

    [Theory]
    [InlineData(ImageKind.Original, ImageKind.Thumbnail)]
    [InlineData(ImageKind.Thumbnail, ImageKind.Original)]
    public async Task List_HalfIsMissing_TellsWhich(ImageKind half, ImageKind left)
    {
        await PutAsync();
        await RemoveAsync(Key, half);

        var image = Assert.Single(await Store.ListAsync(Key.Collection, null, 5, Token));

        Assert.Equal(Key.Image, image.Image);
        Assert.Equal([left], image.Kinds);
    }

    [Fact]
    public async Task List_Preview_IsTold()
    {
        await Store.PutPreviewAsync(Key, Preview, Thumbnail, Token);

        var image = Assert.Single(await Store.ListAsync(Key.Collection, null, 5, Token));

        Assert.True(image.Has(ImageKind.Preview) && !image.Has(ImageKind.Original));
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_IsCancelled()
    {
        var cancelled = new CancellationToken(canceled: true);
        Func<Task>[] calls =
        [
            () => Store.PutAsync(Key, Original, Thumbnail, cancelled),
            () => Store.PutPreviewAsync(Key, Preview, Thumbnail, cancelled),
            () => Store.OpenAsync(Key, ImageKind.Original, cancelled),
            () => Store.ExistsAsync(Key, cancelled),
            () => Store.DeleteAsync(Key, cancelled),
            () => Store.ListAsync(Key.Collection, null, 1, cancelled),
            () => Store.DropAsync(Key.Collection, cancelled),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        }

        Assert.False(await Store.ExistsAsync(Key, Token));
    }

    protected Task PutAsync() => Store.PutAsync(Key, Original, Thumbnail, Token);

    protected async Task<byte[]?> ReadAsync(ImageKind kind)
    {
        await using var stream = await Store.OpenAsync(Key, kind, Token);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    /// <summary>Writes images into the collection one after another; a write that collides with a drop may fail.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Store.PutAsync(Key with { Image = Guid.NewGuid() }, Thumbnail, Thumbnail, CancellationToken.None);
            }
            catch (StoreException exception)
            {
                Assert.Equal(StoreFault.Unavailable, exception.Fault);
            }
        }
    }
}
