using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>Writes the points of one collection, within the caller's transaction.</summary>
internal sealed class PointWriter(SqliteConnection connection, long collection)
{
    /// <summary>Applies the changes to the tables.</summary>
    public void Apply(IReadOnlyList<PointChange> changes)
    {
        foreach (var change in changes)
        {
            var id = Blobs.OfId(change.Id);
            if (change.Before is not null)
            {
                Take(id, change.Before.Names.Except(change.After?.Names ?? [], StringComparer.Ordinal));
            }

            if (change.After is null)
            {
                connection.Execute("delete from points where collection = $0 and id = $1", collection, id);
            }
            else
            {
                Give(id, change, change.After);
            }
        }
    }

    private void Take(byte[] id, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            connection.Execute("delete from names where collection = $0 and point = $1 and name = $2", collection, id, name);
        }
    }

    private void Give(byte[] id, PointChange change, Payload after)
    {
        var fields = FieldsJson.Write(after.Fields);
        if (change.Before is null)
        {
            Insert(id, after, fields, Blobs.OfVector(change.Vector.Span));
        }
        else
        {
            connection.Execute(
                "update points set caption = $2, fields = $3 where collection = $0 and id = $1", collection, id, after.Caption, fields);
        }

        foreach (var name in after.Names.Except(change.Before?.Names ?? [], StringComparer.Ordinal))
        {
            connection.Execute("insert into names(collection, point, name) values($0, $1, $2)", collection, id, name);
        }
    }

    private void Insert(byte[] id, Payload payload, string? fields, byte[] vector) => connection.Execute(
        """
        insert into points(collection, id, width, height, media_type, bytes, caption, fields, vector, thumb_hash)
        values($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        collection,
        id,
        payload.Width,
        payload.Height,
        payload.MediaType,
        payload.Bytes,
        payload.Caption,
        fields,
        vector,
        payload.ThumbHash.IsDefaultOrEmpty ? null : ImmutableCollectionsMarshal.AsArray(payload.ThumbHash));
}
