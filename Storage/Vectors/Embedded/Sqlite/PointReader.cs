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

    public List<Point> Scroll(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var points = new List<Point>();
        Add(points, limit, "id > $1 order by id", [After(after)], cancellationToken);
        return points;
    }

    /// <summary>
    /// The points with a time, latest first, then those without one. Each step is a range of the index <see cref="Schema.Timeline"/>, so that a
    /// page costs the same wherever it begins.
    /// </summary>
    public List<Point> Newest(TimelinePlace? after, int limit, CancellationToken cancellationToken)
    {
        var points = new List<Point>();
        if (after is null or { Taken: not null })
        {
            if (after is { } place)
            {
                Add(points, limit, $"{Schema.Taken} = $1 and id > $2 order by id", [place.Taken, After(place.Id)], cancellationToken);
            }

            var below = after?.Taken ?? double.PositiveInfinity;
            Add(points, limit, $"{Schema.Taken} < $1 order by {Schema.Taken} desc, id", [below], cancellationToken);
        }

        var passed = after is { Taken: null } ? after?.Id : null;
        Add(points, limit, $"{Schema.Taken} is null and id > $1 order by id", [After(passed)], cancellationToken);
        return points;
    }

    // An empty blob sorts before every id.
    private static byte[] After(Guid? id) => id is { } passed ? Blobs.OfId(passed) : [];

    /// <summary>Adds the points that a condition selects, until there are as many as the limit.</summary>
    private void Add(List<Point> points, int limit, string where, object?[] values, CancellationToken cancellationToken)
    {
        var left = limit - points.Count;
        if (left == 0)
        {
            return;
        }

        var sql = $"select {Columns} from points where collection = $0 and {where} limit {left}";
        using var command = connection.Command(sql, [collection, .. values]);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            points.Add(Point(reader));
        }
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
