using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>
/// A row of the catalogue. <see cref="CollectionInfo.Points"/> and <see cref="CollectionInfo.Bytes"/> are counted instead of stored.
/// </summary>
internal readonly record struct CatalogueRow(long Key, CollectionInfo Info);

/// <summary>The tables of collections and aliases.</summary>
internal static class CatalogueTable
{
    public static long Insert(SqliteConnection connection, CollectionInfo info) => (long)connection.Scalar(
        "insert into collections(id, name, model, model_name, dimension, created, version, changed, history) "
                    + "values($0, $1, $2, $3, $4, $5, $6, $7, $8) returning key",
        Blobs.OfId(info.Id),
        info.Name,
        info.Model,
        info.ModelName,
        info.Dimension,
        info.Created.UtcTicks,
        info.Version,
        info.Changed.UtcTicks,
        info.History.ToString())!;

    /// <summary>Records a write.</summary>
    public static void Set(SqliteConnection connection, long key, Written written) => connection.Execute(
        "update collections set version = $1, changed = $2, history = $3 where key = $0",
        key,
        written.Version,
        written.Changed.UtcTicks,
        written.History.ToString());

    /// <summary>Gives a collection another name, with the creation time and history that belong to it.</summary>
    public static void Rename(SqliteConnection connection, long key, CollectionInfo info) => connection.Execute(
        "update collections set name = $1, created = $2, version = $3, history = $4 where key = $0",
        key,
        info.Name,
        info.Created.UtcTicks,
        info.Version,
        info.History.ToString());

    public static void MoveAliases(SqliteConnection connection, long from, long to) =>
        connection.Execute("update aliases set collection = $1 where collection = $0", from, to);

    /// <summary>Points an alias to a collection, replacing any previous target.</summary>
    public static void SetAlias(SqliteConnection connection, long key, string alias) => connection.Execute(
        "insert into aliases(name, collection) values($1, $0) on conflict(name) do update set collection = excluded.collection", key, alias);

    public static void DeleteAlias(SqliteConnection connection, string alias) => connection.Execute("delete from aliases where name = $0", alias);

    public static void Delete(SqliteConnection connection, long key)
    {
        IndexLog.Forget(connection, key);
        connection.Execute("delete from names where collection = $0", key);
        connection.Execute("delete from points where collection = $0", key);
        connection.Execute("delete from aliases where collection = $0", key);
        connection.Execute("delete from collections where key = $0", key);
    }

    public static List<CatalogueRow> ReadAll(SqliteConnection connection)
    {
        var aliases = ReadAliases(connection);
        using var command = connection.Command(
            "select key, id, name, model, model_name, dimension, created, version, changed, history from collections");
        using var reader = command.ExecuteReader();
        var rows = new List<CatalogueRow>();
        while (reader.Read())
        {
            var key = reader.GetInt64(0);
            rows.Add(new CatalogueRow(key, new CollectionInfo(
                Blobs.ToId(reader.GetFieldValue<byte[]>(1)),
                reader.GetString(2),
                [.. aliases[key]],
                reader.GetString(3),
                reader.GetString(4),
                reader.GetInt32(5),
                0,
                reader.GetString(7),
                new DateTimeOffset(reader.GetInt64(6), TimeSpan.Zero),
                0,
                new DateTimeOffset(reader.GetInt64(8), TimeSpan.Zero),
                WriteHistory.Parse(reader.GetString(9)))));
        }

        return rows;
    }

    private static ILookup<long, string> ReadAliases(SqliteConnection connection)
    {
        using var command = connection.Command("select collection, name from aliases");
        using var reader = command.ExecuteReader();
        var aliases = new List<(long Collection, string Name)>();
        while (reader.Read())
        {
            aliases.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return aliases.OrderBy(alias => alias.Name, StringComparer.Ordinal).ToLookup(alias => alias.Collection, alias => alias.Name);
    }
}
