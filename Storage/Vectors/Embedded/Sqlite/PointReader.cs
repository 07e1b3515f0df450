using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>Reads the points of one collection.</summary>
internal sealed class PointReader(SqliteConnection connection, long collection, bool withVectors)
{
    private string Columns => PointRow.Columns + (withVectors ? ", vector" : "");

    public List<Point> Get(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var points = new List<Point>(ids.Count);
        using var command = connection.Command($"select {Columns} from points where collection = $0 and id = $1", collection, Array.Empty<byte>());
        foreach (var id in ids.Distinct())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var reader = command.With(collection, Blobs.OfId(id)).ExecuteReader();
            if (reader.Read())
            {
                points.Add(Point(reader));
            }
        }

        return points;
    }

    /// <summary>The embeddings of points.</summary>
    public Dictionary<Guid, ReadOnlyMemory<float>> Vectors(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var vectors = new Dictionary<Guid, ReadOnlyMemory<float>>(ids.Count);
        using var command = connection.Command("select vector from points where collection = $0 and id = $1", collection, Array.Empty<byte>());
        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (command.With(collection, Blobs.OfId(id)).ExecuteScalar() is byte[] vector)
            {
                vectors[id] = Blobs.ToVector(vector);
            }
        }

        return vectors;
    }

    /// <summary>The points that have one of these names.</summary>
    public List<Point> Holders(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var owners = new HashSet<Guid>();
        using var command = connection.Command("select point from names where collection = $0 and name = $1", collection, "");
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (command.With(collection, PayloadRules.WellFormed(name)).ExecuteScalar() is byte[] id)
            {
                owners.Add(Blobs.ToId(id));
            }
        }

        return Get([.. owners], cancellationToken);
    }

    public List<Point> Scroll(Guid? after, int limit, CancellationToken cancellationToken)
    {
        // An empty blob sorts before every id.
        var start = after is { } id ? Blobs.OfId(id) : [];
        var points = new List<Point>();
        using var command = connection.Command(
            $"select {Columns} from points where collection = $0 and id > $1 order by id limit $2", collection, start, limit);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            points.Add(Point(reader));
        }

        return points;
    }

    private Point Point(SqliteDataReader reader)
    {
        var id = PointRow.Id(reader);
        var vector = withVectors ? Blobs.ToVector(reader.GetFieldValue<byte[]>(PointRow.Count)) : [];
        return new Point(id, vector, PointRow.Payload(reader, NamesOf(id)));
    }

    private string[] NamesOf(Guid id)
    {
        using var command = connection.Command("select name from names where collection = $0 and point = $1", collection, Blobs.OfId(id));
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        names.Sort(StringComparer.Ordinal);
        return [.. names];
    }
}
