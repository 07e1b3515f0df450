using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Tests.Vectors;

/// <summary>The embedded store's file: how it is written, and that a damaged file is never mistaken for a new one.</summary>
public sealed class DatabaseTests : IDisposable
{
    private const int Dimension = 64;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _folder[Database.FileName];

    public static TheoryData<string> Damages =>

    [
        "header", "truncated", "empty", "empty with log", "not a database", "other program", "page", "index", "missing with log", "short vector",
        "nameless",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_WritingConnection_IsDurable()
    {
        await using var store = await OpenAsync();

        Assert.Equal("wal", store.Database.Writer.Scalar("pragma journal_mode"));
        Assert.Equal(2L, store.Database.Writer.Scalar("pragma synchronous"));
        Assert.Equal(1L, store.Database.Writer.Scalar("pragma fullfsync"));
    }

    [Theory]
    [InlineData("= 5.0 and id > x'00' order by id")]
    [InlineData("< 5.0 order by {0} desc, id")]
    [InlineData("is null and id > x'00' order by id")]
    public async Task Newest_EachStep_IsARangeOfTheIndex(string condition)
    {
        await using var store = await OpenAsync();
        var where = $"{Schema.Taken} {condition.Replace("{0}", Schema.Taken, StringComparison.Ordinal)}";

        using var command = store.Database.Writer.Command($"explain query plan select width from points where collection = 1 and {where} limit 5");
        using var plan = command.ExecuteReader();

        Assert.True(plan.Read());
        Assert.Contains($"USING INDEX {Schema.Timeline} (", plan.GetString(3), StringComparison.Ordinal);
        Assert.False(plan.Read(), "The rows are sorted.");
    }

    [Fact]
    public async Task Open_DatabaseOfTheFirstSchema_IsBroughtUpToThisOne()
    {
        DateTimeOffset created;
        await using (var store = await OpenAsync())
        {
            var (collection, _) = await store.CreateAsync(Samples.Collection("old", Dimension), Token);
            await store.UpsertAsync(collection.Id, [Samples.Point(1, Dimension)], Token);
            created = collection.Created;
            UniqueNames(store);
            store.Database.Writer.Execute($"drop index {Schema.Timeline}");
            store.Database.Writer.Execute("alter table points drop column thumb_hash");
            store.Database.Writer.Execute("alter table collections drop column changed");
            store.Database.Writer.Execute("alter table collections drop column history");
            store.Database.Writer.Execute("update collections set version = '0123456789abcdef0123456789abcdef'");
            store.Database.Writer.Execute("pragma user_version = 1");
        }

        await using (var store = await OpenAsync())
        {
            var old = (await store.FindAsync("old", Token))!;
            Assert.Equal((1L, 12345L, created), (old.Points, old.Bytes, old.Changed));
            Assert.Empty(old.History.Epochs(old.Version));
            var added = Samples.Point(2, Dimension);
            await store.UpsertAsync(old.Id, [added with { Payload = added.Payload with { ThumbHash = [1, 2, 3] } }], Token);
            Assert.Equal([1, 2, 3], (await store.GetAsync(old.Id, [added.Id], withVectors: false, Token))[0].Payload.ThumbHash);
            Assert.Equal(2, (await store.NewestAsync(old.Id, null, 5, Token)).Count);
            Assert.Equal(1L, store.Database.Writer.Scalar($"select count(*) from sqlite_schema where name = '{Schema.Timeline}'"));
        }

        await using (var store = await OpenAsync())
        {
            var renewed = (await store.FindAsync("old", Token))!;
            Assert.True(renewed.Changed > created);
            Assert.Equal([(1L, 1L)], renewed.History.Epochs(renewed.Version).Select(epoch => (epoch.First, epoch.Last)));
        }
    }

    /// <summary>In earlier databases a name belonged to one point only.</summary>
    [Fact]
    public async Task Open_StoreWithUniqueNames_KeepsThemAndTakesThemTwice()
    {
        await using (var store = await OpenAsync())
        {
            var (collection, _) = await store.CreateAsync(Samples.Collection("old", Dimension), Token);
            await store.UpsertAsync(collection.Id, [Samples.Point(1, Dimension, "b", "a"), Samples.Point(2, Dimension, "c")], Token);
            UniqueNames(store);
            store.Database.Writer.Execute("pragma user_version = 3");
        }

        Guid id;
        await using (var store = await OpenAsync())
        {
            id = (await store.FindAsync("old", Token))!.Id;
            Assert.Equal([["a", "b"], ["c"]], await NamesAsync(store, 1, 2));
            await store.UpsertAsync(id, [Samples.Point(3, Dimension, "a", "c")], Token);
            await store.RemoveNamesAsync(id, [new PointName(Samples.Id(2), "c")], Token);
        }

        await using (var store = await OpenAsync())
        {
            Assert.Equal([["a", "b"], ["a", "c"]], await NamesAsync(store, 1, 3));
            Assert.Equal(2, (await store.FindAsync("old", Token))!.Points);
        }

        async Task<IEnumerable<IReadOnlyList<string>>> NamesAsync(EmbeddedVectorStore store, params int[] numbers)
        {
            var points = await store.GetAsync(id, [.. numbers.Select(Samples.Id)], withVectors: false, Token);
            return numbers.Select(number => points.Single(point => point.Id == Samples.Id(number)).Payload.Names);
        }
    }

    [Fact]
    public async Task Open_WhileOpen_IsLockedWithTheRemedy()
    {
        await using var store = await OpenAsync();

        var exception = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal(StoreFault.Locked, exception.Fault);
        Assert.Contains(_folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("data directory", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_InASecondProcess_IsLockedUntilTheFirstCloses()
    {
        await using (await OpenAsync())
        {
            Assert.Equal("Locked", await OpenInChildAsync());
        }

        Assert.Equal("open", await OpenInChildAsync());
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Open_DamagedDatabase_IsCorruptAndLeavesIt(string damage)
    {
        await FillAsync();
        Damage(damage);
        var before = Content();

        // Open it twice: the first attempt must have released the folder.
        for (var i = 0; i < 2; i++)
        {
            var exception = await Assert.ThrowsAsync<StoreException>(OpenAsync);
            Assert.Equal(StoreFault.Corrupt, exception.Fault);
            Assert.Contains(File, exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task Open_NewerSchema_SaysSo()
    {
        await FillAsync();
        Execute($"pragma user_version = {Schema.Version + 1}");

        var exception = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal(StoreFault.Corrupt, exception.Fault);
        Assert.Contains("newer version", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileWhereTheFolderShouldBe_IsUnavailable()
    {
        var file = _folder["file"];
        await System.IO.File.WriteAllTextAsync(file, "x", Token);

        var exception = await Assert.ThrowsAsync<StoreException>(() => EmbeddedVectorStore.OpenAsync(file, TimeProvider.System, Token));

        Assert.Equal(StoreFault.Unavailable, exception.Fault);
    }

    [Fact]
    public async Task Open_HalfMadeNewDatabase_StartsAnew()
    {
        await System.IO.File.WriteAllTextAsync(File + ".new", "a crash left this", Token);

        await using var store = await OpenAsync();

        Assert.Empty(await store.ListAsync(Token));
    }

    /// <summary>SQLite rolls such a journal back when it opens a database, but not into a new one.</summary>
    [Fact]
    public async Task Open_JournalOfAHalfMadeNewDatabase_IsNotRolledBack()
    {
        LeaveAJournal(_folder["draft"], File + ".new");

        await using (var store = await OpenAsync())
        {
            Assert.Empty(await store.ListAsync(Token));
            Assert.Equal(0L, store.Database.Writer.Scalar("select count(*) from sqlite_schema where name = 'notes'"));
        }

        await using var again = await OpenAsync();
        Assert.False(System.IO.File.Exists(File + ".new-journal"));
    }

    [Fact]
    public async Task Read_ThatWrites_IsRejected()
    {
        await using var store = await OpenAsync();
        await store.CreateAsync(Samples.Collection("c", Dimension), Token);

        Assert.Throws<StoreException>(() => store.Database.Read(connection => connection.Execute("update collections set name = 'other'")));

        Assert.Equal("c", store.Database.Writer.Scalar("select name from collections"));
    }

    [Fact]
    public async Task Dispose_AfterReads_ClosesTheirConnectionsToo()
    {
        await FillAsync();
        await using (var store = await OpenAsync())
        {
            await store.PingAsync(Token);
            Assert.True(System.IO.File.Exists(File + "-wal"));
        }

        // The last connection to close writes the log back and removes it.
        Assert.False(System.IO.File.Exists(File + "-wal"));
    }

    [Fact]
    public async Task Upsert_DiskFull_IsFullAndChangesNothing()
    {
        await using var store = await OpenAsync();
        var collection = (await store.CreateAsync(Samples.Collection("c", Dimension), Token)).Collection;
        await store.UpsertAsync(collection.Id, [Samples.Point(0, Dimension)], Token);
        var before = await store.FindAsync("c", Token);
        var many = Enumerable.Range(1, 500).Select(i => Samples.Point(i, Dimension)).ToArray();
        store.Database.Writer.Execute($"pragma max_page_count = {store.Database.Writer.Scalar("pragma page_count")}");

        var exception = await Assert.ThrowsAsync<StoreException>(() => store.UpsertAsync(collection.Id, many, Token));

        Assert.Equal(StoreFault.Full, exception.Fault);
        Assert.Equivalent(before, await store.FindAsync("c", Token), strict: true);
        Assert.Single(await store.SearchAsync(collection.Id, Samples.Vector(1, Dimension), 10, null, Token));
        store.Database.Writer.Execute("pragma max_page_count = 1000000");
        Assert.Equal(500, (await store.UpsertAsync(collection.Id, many, Token)).Outcomes.Count);
    }

    [Fact]
    public async Task Reads_DuringAWriteTransaction_DoNotWaitForIt()
    {
        await using var store = await OpenAsync();
        var collection = (await store.CreateAsync(Samples.Collection("c", Dimension), Token)).Collection;
        await store.UpsertAsync(collection.Id, [Samples.Point(0, Dimension)], Token);

        // The reads run while a transaction that has written is open: if they waited for it, both would deadlock.
        store.Database.Write(connection =>
        {
            connection.Execute("update points set caption = 'not yet'");
            var reads = Task.WhenAll(
                store.SearchAsync(collection.Id, Samples.Vector(1, Dimension), 1, null, Token),
                store.FindAsync("c", Token),
                store.ListAsync(Token),
                store.PingAsync(Token));
            var get = store.GetAsync(collection.Id, [Samples.Id(0)], withVectors: true, Token);
            var scroll = store.ScrollAsync(collection.Id, null, 1, withVectors: true, Token);
            Assert.True(Task.WaitAll([reads, get, scroll], TimeSpan.FromMinutes(2)));
#pragma warning disable xUnit1031 // They have completed.
            Assert.Null(Assert.Single(get.Result).Payload.Caption);
            Assert.Null(Assert.Single(scroll.Result).Payload.Caption);
#pragma warning restore xUnit1031
            return true;
        });
    }

    [Fact]
    public async Task Create_Dated_ByTheClockGiven()
    {
        var now = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)).AddTicks(7);
        await using (var store = await EmbeddedVectorStore.OpenAsync(_folder.Path, new FixedTime(now), Token))
        {
            Assert.Equal(now, (await store.CreateAsync(Samples.Collection("c", 3), Token)).Collection.Created);
        }

        await using var again = await OpenAsync();
        Assert.Equal(now, (await again.FindAsync("c", Token))!.Created);
    }

    [Fact]
    public async Task Disposed_EveryCall_SaysSo()
    {
        var store = await OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ListAsync(Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.PingAsync(Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.DropAsync(Guid.NewGuid(), Token));
    }

    /// <summary>A hash of the database and one of its log, if it has any; a reader leaves an empty one.</summary>
    private string[] Content() =>
    [
        .. new[] { File, File + "-wal" }.Where(file => System.IO.File.Exists(file) && (file == File || new FileInfo(file).Length > 0))
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(file)))}"),
    ];

    private void Damage(string damage)
    {
        switch (damage)
        {
            case "header":
                Overwrite(0, 64);
                break;
            case "truncated":
                using (var file = System.IO.File.OpenWrite(File))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case "empty":
                System.IO.File.WriteAllBytes(File, []);
                break;
            case "empty with log":
                // SQLite would delete the log of an empty database, and with it what may be all that is left.
                System.IO.File.Move(File, File + "-wal");
                System.IO.File.WriteAllBytes(File, []);
                break;
            case "not a database":
                System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("These are notes.", 2000)));
                break;
            case "other program":
                System.IO.File.Delete(File);
                Execute("create table notes(text)");
                break;
            case "page":
                Overwrite(8192 * 5, 4096);
                break;
            case "index":
                // Loading does not read this page; only the page check finds the damage.
                Overwrite(8192 * (Scalar("select rootpage from sqlite_schema where name = 'sqlite_autoindex_points_1'") - 1), 8192);
                break;
            case "missing with log":
                System.IO.File.Move(File, File + "-wal");
                break;
            case "short vector":
                Execute("update points set vector = x'00000000' where key = 3");
                break;
            case "nameless":
                Execute("delete from names where name = 'image 3.png'");
                break;
        }
    }

    /// <summary>Gives a store the table of names that it had until version 3.</summary>
    private static void UniqueNames(EmbeddedVectorStore store)
    {
        var writer = store.Database.Writer;
        writer.Execute("alter table names rename to later_names");
        writer.Execute(
            """
            create table names(
                collection integer not null, name text not null, point blob not null, primary key(collection, name)) strict, without rowid
            """);
        writer.Execute("create index names_of_point on names(collection, point)");
        writer.Execute("insert into names(collection, name, point) select collection, name, point from later_names");
        writer.Execute("drop table later_names");
    }

    /// <summary>Copies a database in the middle of a transaction that has written to it, and the journal by which that can be undone.</summary>
    private static void LeaveAJournal(string from, string to)
    {
        using var connection = new SqliteConnection(Database.ConnectionString(from, SqliteOpenMode.ReadWriteCreate, pooling: false));
        connection.Open();
        connection.Execute("create table notes(text)");
        for (var i = 0; i < 100; i++)
        {
            connection.Execute("insert into notes values(hex(randomblob(2000)))");
        }

        connection.Execute("pragma cache_size = 1");
        using var transaction = connection.BeginTransaction();
        connection.Execute("update notes set text = ''");
        System.IO.File.Copy(from, to);
        System.IO.File.Copy(from + "-journal", to + "-journal");
    }

    private void Overwrite(long start, int length)
    {
        using var file = System.IO.File.OpenWrite(File);
        Assert.True(file.Length >= start + length);
        file.Seek(start, SeekOrigin.Begin);
        file.Write([.. Enumerable.Repeat((byte)0xA5, length)]);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(Database.ConnectionString(File, SqliteOpenMode.ReadWriteCreate, pooling: false));
        connection.Open();
        connection.Execute(sql);
    }

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection(Database.ConnectionString(File, SqliteOpenMode.ReadOnly, pooling: false));
        connection.Open();
        return (long)connection.Scalar(sql)!;
    }

    private Task<EmbeddedVectorStore> OpenAsync() => EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, Token);

    private async Task FillAsync()
    {
        await using var store = await OpenAsync();
        var collection = (await store.CreateAsync(Samples.Collection("c", Dimension), Token)).Collection;
        await store.UpsertAsync(collection.Id, [.. Enumerable.Range(0, 300).Select(i => Samples.Point(i, Dimension))], Token);
    }

    private async Task<string> OpenInChildAsync()
    {
        using var child = Child.Start("open", _folder.Path);
        var output = await child.StandardOutput.ReadToEndAsync(Token);
        await child.WaitForExitAsync(Token);
        return output.Trim();
    }
}
