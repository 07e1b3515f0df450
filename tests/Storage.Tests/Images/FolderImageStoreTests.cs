using Txt2Image.Storage.Images;
using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Images;

public sealed class FolderImageStoreTests : IDisposable
{
    private static readonly byte[] Original = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
    private static readonly byte[] Thumbnail = [1, 2, 3];

    private readonly TempFolder _folder = new();
    private readonly ImageKey _key = new(Guid.NewGuid(), Guid.NewGuid());
    private readonly FolderImageStore _store;

    public FolderImageStoreTests() => _store = new FolderImageStore(_folder["images"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Put_NewImage_IsReadAsItCame()
    {
        Assert.False(await _store.ExistsAsync(_key, Token));
        Assert.Null(await ReadAsync(ImageKind.Original));

        await PutAsync();

        Assert.True(await _store.ExistsAsync(_key, Token));
        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
        Assert.Equal(Thumbnail, await ReadAsync(ImageKind.Thumbnail));
        Assert.Equal([PathOf(""), PathOf(".webp")], Files());
    }

    [Fact]
    public async Task Put_EmptyBytes_AreThere()
    {
        await _store.PutAsync(_key, ReadOnlyMemory<byte>.Empty, Thumbnail, Token);

        Assert.Empty((await ReadAsync(ImageKind.Original))!);
    }

    [Fact]
    public async Task Put_Again_LeavesWhatIsThere()
    {
        await PutAsync();
        await _store.PutAsync(_key, new byte[] { 9 }, new byte[] { 9 }, Token);

        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
        Assert.Equal(Thumbnail, await ReadAsync(ImageKind.Thumbnail));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".webp")]
    public async Task Put_HalfIsMissing_RepairsIt(string half)
    {
        await PutAsync();
        File.Delete(PathOf(half));
        Assert.False(await _store.ExistsAsync(_key, Token));

        await PutAsync();

        Assert.True(await _store.ExistsAsync(_key, Token));
        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
        Assert.Equal(Thumbnail, await ReadAsync(ImageKind.Thumbnail));
    }

    [Fact]
    public async Task Put_ManyAtOnceOfOneImage_LeavesOneWhole()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PutAsync()));

        Assert.Equal(Original, await ReadAsync(ImageKind.Original));
        Assert.Equal([PathOf(""), PathOf(".webp")], Files());
    }

    [Fact]
    public async Task Put_AfterAnotherProcessRemovedTheFolders_MakesThemAgain()
    {
        await PutAsync();
        Directory.Delete(_folder["images", _key.Collection.ToString("N")], recursive: true);

        await PutAsync();

        Assert.True(await _store.ExistsAsync(_key, Token));
    }

    [Fact]
    public async Task Delete_Image_IsGoneAndOthersStay()
    {
        var other = _key with { Image = Guid.NewGuid() };
        await PutAsync();
        await _store.PutAsync(other, Original, Thumbnail, Token);

        await _store.DeleteAsync(_key, Token);
        await _store.DeleteAsync(_key, Token);
        await _store.DeleteAsync(new ImageKey(Guid.NewGuid(), Guid.NewGuid()), Token);

        Assert.False(await _store.ExistsAsync(_key, Token));
        Assert.Null(await ReadAsync(ImageKind.Original));
        Assert.Null(await ReadAsync(ImageKind.Thumbnail));
        Assert.True(await _store.ExistsAsync(other, Token));
    }

    [Fact]
    public async Task Drop_Collection_IsGoneAndOthersStay()
    {
        var other = _key with { Collection = Guid.NewGuid() };
        await PutAsync();
        await _store.PutAsync(other, Original, Thumbnail, Token);

        await _store.DropAsync(_key.Collection, Token);
        await _store.DropAsync(_key.Collection, Token);

        Assert.False(Directory.Exists(_folder["images", _key.Collection.ToString("N")]));
        Assert.True(await _store.ExistsAsync(other, Token));
        await PutAsync();
        Assert.True(await _store.ExistsAsync(_key, Token));
    }

    [Fact]
    public async Task Drop_WhileImagesAreWritten_Succeeds()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Enumerable.Range(0, 4).Select(_ => Task.Run(() => WriteAsync(enough.Token), Token)).ToList();
        for (var round = 0; round < 50; round++)
            await _store.DropAsync(_key.Collection, Token);
        await enough.CancelAsync();
        await Task.WhenAll(writing);
    }

    [Fact]
    public async Task List_InPages_GivesEveryImageOnceInIdOrder()
    {
        var ids = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).Order().ToArray();
        foreach (var id in ids)
            await _store.PutAsync(_key with { Image = id }, Thumbnail, Thumbnail, Token);
        await _store.PutAsync(_key with { Collection = Guid.NewGuid() }, Thumbnail, Thumbnail, Token);
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        List<StoredImage> seen = [];

        while (await _store.ListAsync(_key.Collection, seen.Count == 0 ? null : seen[^1].Image, 7, Token) is { Count: > 0 } page)
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
        await _store.PutAsync(_key with { Image = ids[0] }, Thumbnail, Thumbnail, Token);
        await _store.PutAsync(_key with { Image = ids[2] }, Thumbnail, Thumbnail, Token);

        Assert.Equal([ids[2]], (await _store.ListAsync(_key.Collection, ids[1], 5, Token)).Select(image => image.Image));
        Assert.Empty(await _store.ListAsync(_key.Collection, ids[2], 5, Token));
        Assert.Empty(await _store.ListAsync(Guid.NewGuid(), null, 5, Token));
    }

    [Theory]
    [InlineData("", ImageKind.Thumbnail)]
    [InlineData(".webp", ImageKind.Original)]
    public async Task List_HalfIsMissing_TellsWhich(string half, ImageKind left)
    {
        await PutAsync();
        File.Delete(PathOf(half));
        await File.WriteAllTextAsync(PathOf(".txt"), "not ours", Token);

        var image = Assert.Single(await _store.ListAsync(_key.Collection, null, 5, Token));

        Assert.Equal(_key.Image, image.Image);
        Assert.Equal([left], image.Kinds);
    }

    [Fact]
    public void Create_DroppedCollectionLeftByACrash_IsRemoved()
    {
        var left = _folder["images", "incoming", "left"];
        Directory.CreateDirectory(left);
        File.WriteAllBytes(Path.Combine(left, "image"), Original);
        _ = new FolderImageStore(_folder["images"]);
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task Open_WhileItIsDeleted_ReadsToTheEnd()
    {
        await PutAsync();
        await using var stream = (await _store.OpenAsync(_key, ImageKind.Original, Token))!;

        await _store.DeleteAsync(_key, Token);

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        Assert.Equal(Original, bytes.ToArray());
    }

    [Fact]
    public void Create_LeftoversOfACrash_AreRemoved()
    {
        var old = _folder["images", "incoming", "old"];
        var fresh = _folder["images", "incoming", "of another process, at work"];
        File.WriteAllBytes(old, Original);
        File.WriteAllBytes(fresh, Original);
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));

        _ = new FolderImageStore(_folder["images"]);

        Assert.Equal([fresh], Files());
    }

    [Fact]
    public async Task Put_FileWhereAFolderShouldBe_IsUnavailableAndLeavesNoTemporaryFile()
    {
        var obstacle = _folder["images", _key.Collection.ToString("N")];
        await File.WriteAllTextAsync(obstacle, "x", Token);

        Assert.Equal(StoreFault.Unavailable, (await Assert.ThrowsAsync<StoreException>(PutAsync)).Fault);
        Assert.Equal([obstacle], Files());
    }

    [Fact]
    public async Task Put_FolderWhereTheFileShouldBe_IsUnavailableAndLeavesNoTemporaryFile()
    {
        Directory.CreateDirectory(PathOf(""));

        Assert.Equal(StoreFault.Unavailable, (await Assert.ThrowsAsync<StoreException>(PutAsync)).Fault);
        Assert.Empty(Files());
    }

    [Fact]
    public void Create_FileWhereTheRootShouldBe_IsUnavailable()
    {
        File.WriteAllText(_folder["file"], "x");

        var exception = Assert.Throws<StoreException>(() => new FolderImageStore(_folder["file"]));

        Assert.Equal(StoreFault.Unavailable, exception.Fault);
        Assert.Contains(_folder["file"], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_WriteToAFullDevice_IsFull()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no device that is always full");
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);

        var exception = Assert.ThrowsAny<IOException>(() => full.Write([1]));

        Assert.Equal(StoreFault.Full, FileFaults.Translate(exception, "/dev").Fault);
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_IsCancelled()
    {
        var cancelled = new CancellationToken(canceled: true);
        Func<Task>[] calls =
        [
            () => _store.PutAsync(_key, Original, Thumbnail, cancelled),
            () => _store.OpenAsync(_key, ImageKind.Original, cancelled),
            () => _store.ExistsAsync(_key, cancelled),
            () => _store.DeleteAsync(_key, cancelled),
            () => _store.ListAsync(_key.Collection, null, 1, cancelled),
            () => _store.DropAsync(_key.Collection, cancelled),
        ];

        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        Assert.Empty(Files());
    }

    private Task PutAsync() => _store.PutAsync(_key, Original, Thumbnail, Token);

    private async Task<byte[]?> ReadAsync(ImageKind kind)
    {
        await using var stream = await _store.OpenAsync(_key, kind, Token);
        if (stream is null)
            return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private string PathOf(string ending)
    {
        var image = _key.Image.ToString("N");
        return _folder["images", _key.Collection.ToString("N"), image[..2], image + ending];
    }

    /// <summary>Writes image after image into the collection; one that loses its folder to a drop is refused.</summary>
    private async Task WriteAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await _store.PutAsync(_key with { Image = Guid.NewGuid() }, Thumbnail, Thumbnail, CancellationToken.None);
            }
            catch (StoreException refused)
            {
                Assert.Equal(StoreFault.Unavailable, refused.Fault);
            }
        }
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder["images"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
