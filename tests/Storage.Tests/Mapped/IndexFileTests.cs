using Microsoft.Data.Sqlite;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Mapped;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Tests.Mapped;

/// <summary>The files of an index give the answers of the index in memory, and can be lost, damaged or exchanged.</summary>
public sealed class IndexFileTests : IndexFilesTest
{
    public static TheoryData<string> Damages =>
    [
        "list missing", "list cut", "list changed", "list empty", "file missing", "file cut", "file longer", "another version", "header changed",
        "table changed", "codes changed", "floats changed", "payloads changed", "file of another block", "folder missing", "drafts",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Store_OpenedAgain_GivesTheAnswersOfMemory(long memory)
    {
        string inMemory;
        await using (var store = await OpenAsync())
        {
            await MappedStore.FillAsync(store);
            inMemory = await StateInMemoryAsync(store);
            Assert.Equal(inMemory, await MappedStore.StateOfAsync(store));
        }

        for (var i = 0; i < 2; i++)
        {
            await using var store = await SmallBlocks.OpenAsync(Store, Report, memory: memory);
            Assert.InRange(MappedStore.MappedBlocks(store, await MappedStore.IdAsync(store)), 7, 20);
            Assert.Equal(inMemory, await MappedStore.StateOfAsync(store));
            await store.Keeper.SettleAsync();
            Assert.Equal(inMemory, await MappedStore.StateOfAsync(store));
        }

        Assert.Empty(Reports);
    }

    /// <summary>What was read from the files is used: a point that a program changed without a trace is as it was.</summary>
    [Fact]
    public async Task Start_WithFiles_DoesNotReadTheirPoints()
    {
        await FillAsync();
        Execute("drop trigger index_changed; update points set caption = 'unseen'");

        await using var store = await OpenAsync();

        var hit = Assert.Single(await store.SearchAsync(await MappedStore.IdAsync(store), MappedStore.Point(5).Vector, 1, null, Token));
        Assert.Equal(Samples.Id(5), hit.Id);
        Assert.Null(hit.Payload.Caption);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Start_WithDamagedFiles_GivesTheSameAnswersAndMendsThem(string damage)
    {
        var expected = await FillAsync();
        Damage(damage);

        await using (var store = await OpenAsync())
        {
            await store.Keeper.SettleAsync();
            Assert.Equal(expected, await MappedStore.StateOfAsync(store));
            Assert.InRange(MappedStore.MappedBlocks(store, await MappedStore.IdAsync(store)), 5, 20);
        }

        Assert.Equal(damage is "list missing" or "folder missing" or "drafts" ? 0 : 1, Reports.Count);
        Assert.Equal(damage == "another version", string.Concat(Reports).Contains("of another version of the program", StringComparison.Ordinal));
        Reports.Clear();
        await using var again = await OpenAsync();
        await again.Keeper.SettleAsync();
        Assert.Equal(expected, await MappedStore.StateOfAsync(again));
        Assert.Empty(Reports);
        Assert.Empty(Files("*.new"));
        Assert.Equal(MappedStore.MappedBlocks(again, await MappedStore.IdAsync(again)), Files("*.rows").Length);
    }

    [Fact]
    public async Task Search_OfBlocksThatWereMergedMeanwhile_ReadsThem()
    {
        await using var store = await OpenAsync();
        await MappedStore.FillAsync(store);
        var id = await MappedStore.IdAsync(store);
        await store.Keeper.SettleAsync();
        var before = Files("*.rows");
        var index = store.IndexOf(id);
        var query = Samples.Vector(-1, MappedStore.Dimension);
        var expected = Scanning.IndexSearches.SearchFloat(index, query, 1000, null, Token).Hits.Select(hit => (hit.Id, hit.Score)).ToArray();

        await store.DeleteAsync(id, [.. Enumerable.Range(50, 100).Where(number => number % 5 != 0).Select(Samples.Id)], Token);
        await store.Keeper.SettleAsync();
        await store.UpsertAsync(id, [.. Enumerable.Range(300, 40).Select(MappedStore.Point)], Token);
        await store.Keeper.SettleAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.NotEmpty(before.Except(Files("*.rows")));
        Assert.Equal(
            expected, Scanning.IndexSearches.SearchFloat(index, query, 1000, null, Token).Hits.Select(hit => (hit.Id, hit.Score)).ToArray());
    }

    [Fact]
    public async Task Drop_WithFiles_DeletesThem()
    {
        await using var store = await OpenAsync();
        await MappedStore.FillAsync(store);
        await MappedStore.FillAsync(store, "another");
        await store.Keeper.SettleAsync();
        var id = await MappedStore.IdAsync(store);

        await store.DropAsync(id, Token);
        await store.Keeper.SettleAsync();

        Assert.DoesNotContain(id.ToString("N"), Path.GetFileName(FolderOfIndex()), StringComparison.Ordinal);
        Assert.Equal(0L, store.Database.Writer.Scalar("select count(*) from index_marks where collection = 1"));
        Assert.Equal(0L, store.Database.Writer.Scalar("select count(*) from index_log where collection = 1"));
    }

    [Fact]
    public async Task Replacement_OfACollectionWithFiles_KeepsThem()
    {
        string expected;
        await using (var store = await OpenAsync())
        {
            await MappedStore.FillAsync(store);
            await MappedStore.FillAsync(store, "shadow");
            await store.ReplaceAsync(await MappedStore.IdAsync(store), await MappedStore.IdAsync(store, "shadow"), "kept", Token);
            await store.UpsertAsync(await MappedStore.IdAsync(store), [.. Enumerable.Range(300, 40).Select(MappedStore.Point)], Token);
            await store.Keeper.SettleAsync();
            expected = await MappedStore.StateOfAsync(store);
        }

        await using var again = await OpenAsync();
        Assert.Equal(expected, await MappedStore.StateOfAsync(again));
        Assert.InRange(MappedStore.MappedBlocks(again, await MappedStore.IdAsync(again)), 7, 20);
        Assert.InRange(MappedStore.MappedBlocks(again, await MappedStore.IdAsync(again, "kept")), 5, 20);
    }

    /// <summary>As on a full disk, or where no file may be written: the index stays in memory, and nothing grows in the database.</summary>
    [Fact]
    public async Task Files_ThatCannotBeWritten_LeaveTheIndexInMemory()
    {
        Directory.CreateDirectory(Store);
        await File.WriteAllTextAsync(Folder["store", IndexFolders.Name], "in the way", Token);
        string expected;
        await using (var store = await OpenAsync())
        {
            await MappedStore.FillAsync(store);
            await store.Keeper.SettleAsync();
            expected = await MappedStore.StateOfAsync(store);
            Assert.Equal(0, MappedStore.MappedBlocks(store, await MappedStore.IdAsync(store)));
            Assert.Equal(0L, store.Database.Writer.Scalar("select count(*) from index_log"));
        }

        Assert.Contains("stays in memory", Assert.Single(Reports), StringComparison.Ordinal);
        File.Delete(Folder["store", IndexFolders.Name]);
        await using var again = await OpenAsync();
        await again.Keeper.SettleAsync();
        Assert.Equal(expected, await MappedStore.StateOfAsync(again));
        Assert.InRange(MappedStore.MappedBlocks(again, await MappedStore.IdAsync(again)), 5, 20);
    }

    private void Damage(string damage)
    {
        var list = Path.Combine(FolderOfIndex(), IndexFolder.ManifestName);
        var file = Files("*.rows")[0];
        var length = new FileInfo(file).Length;
        switch (damage)
        {
            case "list missing":
                File.Delete(list);
                break;
            case "list cut":
                Change(list, stream => stream.SetLength(stream.Length - 20));
                break;
            case "list changed":
                Flip(list, 60);
                break;
            case "list empty":
                File.WriteAllBytes(list, []);
                break;
            case "file missing":
                File.Delete(file);
                break;
            case "file cut":
                Change(file, stream => stream.SetLength(length - 1));
                break;
            case "file longer":
                Change(file, stream => stream.SetLength(length + 1));
                break;
            case "another version":
                Flip(file, sizeof(ulong) - 1);
                break;
            case "header changed":
                Flip(file, 9);
                break;
            case "table changed":
                Flip(file, SegmentLayout.TableStart + 3);
                break;
            case "codes changed":
                Flip(file, 4096 + 100);
                break;
            case "floats changed":
                Flip(file, 8192 + 300);
                break;
            case "payloads changed":
                Flip(file, length - 5);
                break;
            case "file of another block":
                File.Copy(Files("*.rows")[1], file, overwrite: true);
                break;
            case "folder missing":
                Directory.Delete(FolderOfIndex(), recursive: true);
                break;
            case "drafts":
                File.WriteAllText(list + IndexFolder.Draft, "a crash left this");
                File.WriteAllText(file + IndexFolder.Draft, "and this");
                break;
        }
    }

    private static void Flip(string file, long offset) => Change(file, stream =>
    {
        stream.Seek(offset, SeekOrigin.Begin);
        var old = stream.ReadByte();
        stream.Seek(offset, SeekOrigin.Begin);
        stream.WriteByte((byte)(old ^ 0x41));
    });

    private static void Change(string file, Action<FileStream> change)
    {
        using var stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite);
        change(stream);
    }
}
