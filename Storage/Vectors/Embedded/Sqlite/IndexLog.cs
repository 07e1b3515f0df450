using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>
/// Which points have changed since the files of a collection's index were written. A mark is the moment that a list of segments describes, by the
/// list's token; triggers note every point that changes afterwards, whichever program writes it. So a start reads these points only, and a list
/// whose token is not here, such as one beside a restored backup, is recognised.
/// </summary>
/// <remarks>A collection without a mark has no list, and nothing is noted.</remarks>
internal static class IndexLog
{
    /// <summary>Earlier programs do not know these tables, but keep them up to date by the triggers, so they are no new version.</summary>
    public const string Schema = """
        create table if not exists index_marks(
            collection integer not null, token blob not null, after integer not null, primary key(collection, token)) strict, without rowid;
        create table if not exists index_log(
            number integer primary key autoincrement, collection integer not null, point blob not null) strict;
        create trigger if not exists index_added after insert on points
            when exists (select 1 from index_marks where collection = new.collection)
            begin insert into index_log(collection, point) values(new.collection, new.id); end;
        create trigger if not exists index_changed after update on points
            when exists (select 1 from index_marks where collection = new.collection)
            begin insert into index_log(collection, point) values(new.collection, new.id); end;
        create trigger if not exists index_removed after delete on points
            when exists (select 1 from index_marks where collection = old.collection)
            begin insert into index_log(collection, point) values(old.collection, old.id); end;
        """;

    /// <summary>Marks this moment. Other marks are removed, but for the one of the list that is on the disk.</summary>
    public static void Mark(SqliteConnection connection, long collection, Guid token, Guid? onDisk)
    {
        byte[] kept = onDisk is { } list ? Blobs.OfId(list) : [];
        connection.Execute("delete from index_marks where collection = $0 and token <> $1", collection, kept);
        connection.Execute(
            """
            delete from index_log where collection = $0
                and number <= coalesce((select after from index_marks where collection = $0), (select max(number) from index_log))
            """,
            collection);

        // The numbers that the log gave are never given again.
        connection.Execute(
            "insert into index_marks values($0, $1, coalesce((select seq from sqlite_sequence where name = 'index_log'), 0))",
            collection,
            Blobs.OfId(token));
    }

    /// <summary>Ends the noting: the collection's list does not count any more.</summary>
    public static void Forget(SqliteConnection connection, long collection)
    {
        connection.Execute("delete from index_marks where collection = $0", collection);
        connection.Execute("delete from index_log where collection = $0", collection);
    }

    /// <summary>The points that may have changed since a mark; null if there is no such mark.</summary>
    public static HashSet<Guid>? ChangedSince(SqliteConnection connection, long collection, Guid token)
    {
        var mark = connection.Scalar("select after from index_marks where collection = $0 and token = $1", collection, Blobs.OfId(token));
        if (mark is not long after)
        {
            return null;
        }

        using var command = connection.Command("select point from index_log where number > $0 and collection = $1", after, collection);
        using var reader = command.ExecuteReader();
        var points = new HashSet<Guid>();
        while (reader.Read())
        {
            points.Add(Blobs.ToId(reader.GetFieldValue<byte[]>(0)));
        }

        return points;
    }
}
