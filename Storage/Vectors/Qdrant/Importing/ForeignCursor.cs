using System.Buffers.Binary;
using System.Globalization;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant.Importing;

/// <summary>Foreign point ids as text. Qdrant sorts integers before UUIDs, and a page begins at a given id, not after it.</summary>
internal static class ForeignCursor
{
    public static string Text(Wire.PointId id) => id.PointIdOptionsCase == Wire.PointId.PointIdOptionsOneofCase.Num
        ? id.Num.ToString(CultureInfo.InvariantCulture)
        : id.Uuid;

    /// <summary>Whether a text is a point id.</summary>
    public static bool IsId(string text) => TryNumber(text, out _) || Guid.TryParse(text, out _);

    /// <summary>The smallest possible id after this one; null if there is none.</summary>
    public static Wire.PointId? After(string id)
    {
        if (TryNumber(id, out var number))
        {
            return number < ulong.MaxValue ? new Wire.PointId { Num = number + 1 } : Values.Id(Guid.Empty);
        }

        Span<byte> bytes = stackalloc byte[16];
        Guid.Parse(id).TryWriteBytes(bytes, bigEndian: true, out _);
        var uuid = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        if (uuid == UInt128.MaxValue)
        {
            return null;
        }

        BinaryPrimitives.WriteUInt128BigEndian(bytes, uuid + 1);
        return Values.Id(new Guid(bytes, bigEndian: true));
    }

    private static bool TryNumber(string text, out ulong number) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
