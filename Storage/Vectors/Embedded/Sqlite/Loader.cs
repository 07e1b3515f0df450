using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>Reads a whole database into memory at start, one point at a time, in file order.</summary>
internal sealed class Loader(Database database)
{
    public List<Collection> Load(CancellationToken cancellationToken) => database.Read(connection =>
    {
        var collections = CatalogueTable.ReadAll(connection).ToDictionary(row => row.Key, row => new Collection(row));
        var names = ReadNames(connection);
        try
        {
            ReadPoints(connection, collections, names, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidCastException)
        {
            throw database.Damaged("a point's content cannot be read");
        }

        foreach (var collection in collections.Values)
        {
            collection.Publish();
        }

        return collections.Values.ToList();
    });

    private static Dictionary<(long Collection, Guid Point), List<string>> ReadNames(SqliteConnection connection)
    {
        var names = new Dictionary<(long Collection, Guid Point), List<string>>();
        using var command = connection.Command("select collection, point, name from names");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var point = (reader.GetInt64(0), Blobs.ToId(reader.GetFieldValue<byte[]>(1)));
            if (names.TryGetValue(point, out var list))
            {
                list.Add(reader.GetString(2));
            }
            else
            {
                names[point] = [reader.GetString(2)];
            }
        }

        return names;
    }

    private void ReadPoints(
        SqliteConnection connection,
        Dictionary<long, Collection> collections,
        Dictionary<(long Collection, Guid Point), List<string>> names,
        CancellationToken cancellationToken)
    {
        using var command = connection.Command($"select {PointRow.Columns}, vector, collection from points order by key");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = reader.GetInt64(PointRow.Count + 1);
            var id = PointRow.Id(reader);
            var vector = Blobs.ToVector(reader.GetFieldValue<byte[]>(PointRow.Count));
            if (!collections.TryGetValue(key, out var collection) || vector.Length != collection.Info.Dimension)
            {
                throw database.Damaged("a point's vector does not have its collection's dimension");
            }

            if (!names.Remove((key, id), out var held))
            {
                throw database.Damaged("a point has no name");
            }

            held.Sort(StringComparer.Ordinal);
            collection.Load(id, vector, PointRow.Payload(reader, [.. held]));
        }
    }
}
