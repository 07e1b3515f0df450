using Txt2Image.Storage.Images;
using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Images;

public sealed class FolderImageStoreTests : ImageStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Put_AllKinds_AreFilesSideBySideAndNoOthers()
    {
        await PutAsync();
        await Store.PutPreviewAsync(Key, Preview, Thumbnail, Token);

        Assert.Equal([PathOf(ImageKind.Original), PathOf(ImageKind.Preview), PathOf(ImageKind.Thumbnail)], Files());
    }

    [Fact]
    public async Task Put_ManyAtOnceOfOneImage_LeaveNoTemporaryFile()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PutAsync()));

        Assert.Equal([PathOf(ImageKind.Original), PathOf(ImageKind.Thumbnail)], Files());
    }

    [Fact]
    public async Task Put_CancelledBefore_LeavesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.PutAsync(Key, Original, Thumbnail, new CancellationToken(canceled: true)));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Link_Image_IsNone()
    {
        await PutAsync();

        Assert.Null(await Store.LinkAsync(Key, ImageKind.Original, Token));
    }

    [Fact]
    public async Task Drop_Collection_LeavesNoFolder()
    {
        await PutAsync();

        await Store.DropAsync(Key.Collection, Token);

        Assert.False(Directory.Exists(_folder["images", Key.Collection.ToString("N")]));
    }

    [Fact]
    public async Task Put_AfterAnotherProcessRemovedTheFolders_MakesThemAgain()
    {
        await PutAsync();
        Directory.Delete(_folder["images", Key.Collection.ToString("N")], recursive: true);

        await PutAsync();

        Assert.True(await Store.ExistsAsync(Key, Token));
    }

    [Fact]
    public async Task List_FilesOfOthers_ArePassedOver()
    {
        await PutAsync();
        await File.WriteAllTextAsync(PathOf(ImageKind.Original) + ".txt", "not ours", Token);

        var image = Assert.Single(await Store.ListAsync(Key.Collection, null, 5, Token));

        Assert.Equal(new[] { ImageKind.Original, ImageKind.Thumbnail }, image.Kinds.Order());
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
        var obstacle = _folder["images", Key.Collection.ToString("N")];
        await File.WriteAllTextAsync(obstacle, "x", Token);

        Assert.Equal(StoreFault.Unavailable, (await Assert.ThrowsAsync<StoreException>(PutAsync)).Fault);
        Assert.Equal([obstacle], Files());
    }

    [Fact]
    public async Task Put_FolderWhereTheFileShouldBe_IsUnavailableAndLeavesNoTemporaryFile()
    {
        Directory.CreateDirectory(PathOf(ImageKind.Original));

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

    protected override Task<IImageStore> OpenAsync() => Task.FromResult<IImageStore>(new FolderImageStore(_folder["images"]));

    protected override Task RemoveAsync(ImageKey key, ImageKind kind)
    {
        File.Delete(PathOf(kind));
        return Task.CompletedTask;
    }

    private string PathOf(ImageKind kind)
    {
        var image = Key.Image.ToString("N");
        var ending = kind switch { ImageKind.Thumbnail => ".webp", ImageKind.Preview => ".preview.webp", _ => "" };
        return _folder["images", Key.Collection.ToString("N"), image[..2], image + ending];
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_folder["images"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
