using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Tests.Mapped;

/// <summary>The files of an index follow a database that others write, and are not used beside one that they do not belong to.</summary>
public sealed class IndexLogTests : IndexFilesTest
{
    /// <summary>A program that does not know the index's files writes to the same database, even with the row number of a deleted point.</summary>
    [Fact]
    public async Task Database_WrittenByAnEarlierProgram_IsFollowed()
    {
        await FillAsync();
        var vector = Blobs.OfVector(MappedStore.Back(205).Vector.Span);
        Execute("delete from names where point = (select id from points order by key limit 1)");
        Execute("delete from points where key = (select min(key) from points)");
        Execute("update points set caption = 'by another' where id in (select id from points order by key limit 3)");
        Execute(
            $"""
            create temporary table last as select * from points order by key desc limit 1;
            delete from points where key = (select key from last);
            update last set vector = x'{Convert.ToHexString(vector)}';
            insert into points select * from last;
            """);

        await using var store = await OpenAsync();

        Assert.InRange(MappedStore.MappedBlocks(store, await MappedStore.IdAsync(store)), 5, 20);
        Assert.Equal(await StateInMemoryAsync(store), await MappedStore.StateOfAsync(store));
        Assert.Empty(Reports);
    }

    [Fact]
    public async Task Database_FromBeforeThereWereFiles_GetsThem()
    {
        var expected = await FillAsync();
        Directory.Delete(Folder["store", IndexFolders.Name], recursive: true);
        Execute("drop trigger index_added; drop trigger index_changed; drop trigger index_removed; drop table index_log; drop table index_marks");

        for (var i = 0; i < 2; i++)
        {
            await using var store = await OpenAsync();
            await store.Keeper.SettleAsync();
            Assert.Equal(expected, await MappedStore.StateOfAsync(store));
            Assert.InRange(MappedStore.MappedBlocks(store, await MappedStore.IdAsync(store)), 5, 20);
        }

        Assert.Empty(Reports);
    }

    [Fact]
    public async Task Backup_OfTheDatabaseAlone_IsRecognised()
    {
        string expected;
        await using (var store = await OpenAsync())
        {
            await MappedStore.FillAsync(store);
            await store.Keeper.SettleAsync();
            expected = await MappedStore.StateOfAsync(store);
            store.Database.Writer.Execute($"vacuum into '{Folder["backup"]}'");

            // The same id with another vector, and enough changes for new lists.
            var id = await MappedStore.IdAsync(store);
            await store.DeleteAsync(id, [Samples.Id(1)], Token);
            await store.UpsertAsync(id, [MappedStore.Back(1), .. Enumerable.Range(300, 60).Select(MappedStore.Point)], Token);
            await store.Keeper.SettleAsync();
            await store.UpsertAsync(id, [.. Enumerable.Range(400, 60).Select(MappedStore.Point)], Token);
            await store.Keeper.SettleAsync();
        }

        File.Copy(Folder["backup"], Path.Combine(Store, Database.FileName), overwrite: true);
        await using var restored = await OpenAsync();

        Assert.Equal(expected, await MappedStore.StateOfAsync(restored));
        Assert.Contains("does not belong", Assert.Single(Reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_OfAnEarlierMoment_AreNotUsed()
    {
        string expected;
        await using (var store = await OpenAsync())
        {
            await MappedStore.FillAsync(store);
            await store.Keeper.SettleAsync();
            CopyFolder(FolderOfIndex(), Folder["earlier"]);
            var id = await MappedStore.IdAsync(store);
            foreach (var first in new[] { 300, 400, 500 })
            {
                await store.UpsertAsync(id, [.. Enumerable.Range(first, 40).Select(MappedStore.Point)], Token);
                await store.Keeper.SettleAsync();
            }

            expected = await MappedStore.StateOfAsync(store);
        }

        var folder = FolderOfIndex();
        Directory.Delete(folder, recursive: true);
        CopyFolder(Folder["earlier"], folder);
        await using var again = await OpenAsync();

        Assert.Equal(expected, await MappedStore.StateOfAsync(again));
        Assert.Single(Reports);
    }

    /// <summary>What has changed since the list that is still on the disk must be known until another list is there.</summary>
    [Fact]
    public async Task Crash_BetweenAMarkAndItsList_LosesNoChange()
    {
        var expected = await FillAsync();
        using (var connection = Connect())
        {
            // The mark of the list before it is still there.
            var collection = (long)connection.Scalar("select distinct collection from index_marks")!;
            var onDisk = Blobs.ToId((byte[])connection.Scalar("select token from index_marks order by after desc limit 1")!);
            IndexLog.Mark(connection, collection, Guid.NewGuid(), onDisk);
        }

        await using var store = await OpenAsync();

        Assert.InRange(MappedStore.MappedBlocks(store, await MappedStore.IdAsync(store)), 5, 20);
        Assert.Equal(expected, await MappedStore.StateOfAsync(store));
        Assert.Empty(Reports);
    }

    /// <summary>So that neither a start nor the database grows with what was done.</summary>
    [Fact]
    public async Task Log_AfterManyWrites_StaysSmall()
    {
        await using var store = await OpenAsync();
        await MappedStore.FillAsync(store);
        var id = await MappedStore.IdAsync(store);
        for (var i = 0; i < 60; i++)
        {
            await store.DeleteAsync(id, [.. Enumerable.Range(80, 20).Select(Samples.Id)], Token);
            await store.UpsertAsync(id, [.. Enumerable.Range(80, 20).Select(MappedStore.Back)], Token);
            await store.Keeper.SettleAsync();
        }

        Assert.InRange((long)store.Database.Writer.Scalar("select count(*) from index_log")!, 0, 8 * SmallBlocks.Rows);
        Assert.InRange(Files("*.rows").Length, 8, 16);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
