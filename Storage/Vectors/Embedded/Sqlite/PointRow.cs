using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>The columns of a point, except its vector.</summary>
internal static class PointRow
{
    public const string Columns = "id, width, height, media_type, bytes, caption, fields, thumb_hash";

    public const int Count = 8;

    public static Guid Id(SqliteDataReader reader) => Blobs.ToId(reader.GetFieldValue<byte[]>(0));

    public static Payload Payload(SqliteDataReader reader, IReadOnlyList<string> names) => new(
        names,
        reader.TextOrNull(5),
        FieldsJson.Read(reader.TextOrNull(6)),
        reader.GetInt32(1),
        reader.GetInt32(2),
        string.Intern(reader.GetString(3)),
        reader.GetInt64(4))
    {
        ThumbHash = reader.IsDBNull(7) ? [] : ImmutableCollectionsMarshal.AsImmutableArray(reader.GetFieldValue<byte[]>(7)),
    };
}
