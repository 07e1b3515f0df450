using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>
/// The tables. Ids are 16 big-endian bytes, so that SQLite sorts them correctly. Vectors are little-endian float32 in a late column, so that
/// reading those before it does not read them. Times are UTC ticks.
/// </summary>
internal static class Schema
{
    /// <summary>Kept in <c>user_version</c>. An older store is upgraded to this version; a newer one is rejected.</summary>
    public const int Version = 4;

    /// <summary>Kept in <c>application_id</c>: "t2im". Distinguishes our databases from others.</summary>
    public const int ApplicationId = 0x7432696D;

    /// <summary>When a point's picture was taken: the number in its field <see cref="DerivedFields.Taken"/>, or null.</summary>
    public const string Taken =
        "case when json_valid(fields) and json_type(fields, '$.taken') in ('integer', 'real') then cast(fields ->> '$.taken' as real) end";

    /// <summary>The index for reading points in the order of their times. Earlier programs keep it up to date too, so it is no new version.</summary>
    public const string Timeline = "points_taken";

    private const string TimelineIndex = $"create index if not exists {Timeline} on points(collection, {Taken} desc, id)";

    private const string Tables = """
        create table collections(
            key integer primary key, id blob not null unique, name text not null unique, model text not null, model_name text not null,
            dimension integer not null, created integer not null, version text not null, changed integer not null,
            history text not null) strict;
        create table aliases(name text primary key, collection integer not null references collections(key)) strict, without rowid;
        create table points(
            key integer primary key, collection integer not null references collections(key), id blob not null,
            width integer not null, height integer not null, media_type text not null, bytes integer not null, caption text, fields text,
            vector blob not null, thumb_hash blob, unique(collection, id)) strict;
        """;

    private const string NamesTable = """
        create table names(
            collection integer not null, point blob not null, name text not null, primary key(collection, point, name)) strict, without rowid;
        """;

    /// <summary>Creates the tables in an empty database.</summary>
    public static void Create(SqliteConnection connection)
    {
        // Three points of 512 dimensions share a page; with the default of 4 KB, each would waste half a page.
        connection.Execute("pragma page_size = 8192");
        using var transaction = connection.BeginTransaction();
        connection.Execute(Tables);
        connection.Execute(NamesTable);
        connection.Execute(TimelineIndex);
        connection.Execute(IndexLog.Schema);
        connection.Execute($"pragma application_id = {ApplicationId}");
        connection.Execute($"pragma user_version = {Version}");
        transaction.Commit();
    }

    /// <summary>Upgrades an older database to this version.</summary>
    public static void Upgrade(SqliteConnection connection)
    {
        connection.Execute(TimelineIndex);
        AddThumbHashes(connection);
        var version = (long)connection.Scalar("pragma user_version")!;
        if (version == Version)
        {
            AddIndexLog(connection);
            return;
        }

        using var transaction = connection.BeginTransaction();
        if (version < 2)
        {
            connection.Execute("alter table collections add column changed integer not null default 0");

            // It was not recorded before, and a time that is too early misleads less than none.
            connection.Execute("update collections set changed = created");
        }

        if (version < 3)
        {
            connection.Execute("alter table collections add column history text not null default ''");
        }

        // Before, a name belonged to one point only.
        connection.Execute("alter table names rename to earlier_names");
        connection.Execute(NamesTable);
        connection.Execute("insert into names(collection, point, name) select collection, point, name from earlier_names order by collection, point");
        connection.Execute("drop table earlier_names");
        connection.Execute($"pragma user_version = {Version}");
        connection.Execute(IndexLog.Schema);
        transaction.Commit();
    }

    private static void AddIndexLog(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(IndexLog.Schema);
        transaction.Commit();
    }

    /// <summary>Adds the column of blurred pictures. Earlier programs leave it empty, so it is no new version.</summary>
    private static void AddThumbHashes(SqliteConnection connection)
    {
        if ((long)connection.Scalar("select count(*) from pragma_table_info('points') where name = 'thumb_hash'")! == 0)
        {
            connection.Execute("alter table points add column thumb_hash blob");
        }
    }

    /// <summary>Rejects anything but an intact database of this version or an older one.</summary>
    public static void Check(SqliteConnection connection, string file)
    {
        if ((long)connection.Scalar("pragma application_id")! != ApplicationId)
        {
            throw SqliteFaults.Damaged(file, "it is not a database of this program");
        }

        var version = (long)connection.Scalar("pragma user_version")!;
        if (version > Version)
        {
            throw new StoreException(
                StoreFault.Corrupt,
                $"The database {file} was written by a newer version of this program (schema {version}; this one knows {Version}). "
                    + "Update the program.");
        }

        if (version < 1)
        {
            throw SqliteFaults.Damaged(file, $"its schema version {version} never existed");
        }

        // Loading reads every point anyway; the indexes of a large store are not worth seconds at every start.
        const long CheapToCheck = 256 << 20;
        if (new FileInfo(file).Length <= CheapToCheck && connection.Scalar("pragma quick_check(1)") is not "ok")
        {
            throw SqliteFaults.Damaged(file, "its pages are inconsistent");
        }
    }
}
