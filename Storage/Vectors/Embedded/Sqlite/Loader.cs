using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>Reads the points of a collection at start: all of them, one at a time in file order, or those that no file of its index has.</summary>
internal sealed class Loader(Database database, SqliteConnection connection, Collection collection)
{
    /// <summary>Reads all points.</summary>
    /// <param name="loaded">Called after each point.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public void LoadAll(Action loaded, CancellationToken cancellationToken) => Guarded(() =>
    {
        var names = ReadNames();
        using var command = connection.Command(
            $"select {PointRow.Columns}, vector from points where key in (select key from points where collection = $0) order by key",
            collection.Key);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var id = PointRow.Id(reader);
            names.Remove(id, out var held);
            held?.Sort(StringComparer.Ordinal);
            Load(id, Blobs.ToVector(reader.GetFieldValue<byte[]>(PointRow.Count)), PointRow.Payload(reader, [.. held ?? []]));
            loaded();
        }
    });

    /// <summary>Reads points that may have changed since the rest was loaded, and removes those that are gone.</summary>
    public void Reload(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => Guarded(() =>
    {
        foreach (var id in ids)
        {
            collection.Unload(id);
        }

        foreach (var (id, vector, payload) in new PointReader(connection, collection.Key, withVectors: true).Get([.. ids], cancellationToken))
        {
            Load(id, vector.Span, payload);
        }
    });

    private void Load(Guid id, ReadOnlySpan<float> vector, Payload payload)
    {
        if (vector.Length != collection.Info.Dimension)
        {
            throw database.Damaged("a point's vector does not have its collection's dimension");
        }

        if (payload.Names.Count == 0)
        {
            throw database.Damaged("a point has no name");
        }

        collection.Load(id, vector, payload);
    }

    private void Guarded(Action load)
    {
        try
        {
            load();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidCastException)
        {
            throw database.Damaged("a point's content cannot be read");
        }
    }

    private Dictionary<Guid, List<string>> ReadNames()
    {
        var names = new Dictionary<Guid, List<string>>();
        using var command = connection.Command("select point, name from names where collection = $0", collection.Key);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var point = Blobs.ToId(reader.GetFieldValue<byte[]>(0));
            if (names.TryGetValue(point, out var list))
            {
                list.Add(reader.GetString(1));
            }
            else
            {
                names[point] = [reader.GetString(1)];
            }
        }

        return names;
    }
}
