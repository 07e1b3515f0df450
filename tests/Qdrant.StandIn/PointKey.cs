using System.Buffers.Binary;
using System.Globalization;
using Grpc.Core;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>A point's id in the order in which points are scrolled: numbers, then UUIDs by their bytes.</summary>
internal readonly record struct PointKey(bool IsUuid, UInt128 Value)
{
    public static readonly IComparer<PointKey> Order =
        Comparer<PointKey>.Create((first, second) => (first.IsUuid, first.Value).CompareTo((second.IsUuid, second.Value)));

    public static PointKey Of(Wire.PointId? id) => id?.PointIdOptionsCase switch
    {
        Wire.PointId.PointIdOptionsOneofCase.Num => new(false, id.Num),
        Wire.PointId.PointIdOptionsOneofCase.Uuid when Guid.TryParse(id.Uuid, out var uuid) => new(true, Number(uuid)),
        Wire.PointId.PointIdOptionsOneofCase.Uuid => throw Refusal.Invalid($"Unable to parse UUID: {id.Uuid}"),
        _ => throw Refusal.Invalid("Malformed PointId: no id"),
    };

    /// <summary>The message for an id given as a number or a UUID.</summary>
    public static Wire.PointId Read(object id) => id is Guid uuid
        ? new Wire.PointId { Uuid = uuid.ToString("D") }
        : new Wire.PointId { Num = Convert.ToUInt64(id, CultureInfo.InvariantCulture) };

    public Wire.PointId ToMessage()
    {
        if (!IsUuid)
        {
            return new Wire.PointId { Num = (ulong)Value };
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new Wire.PointId { Uuid = new Guid(bytes, bigEndian: true).ToString("D") };
    }

    private static UInt128 Number(Guid uuid) => BinaryPrimitives.ReadUInt128BigEndian(uuid.ToByteArray(bigEndian: true));
}

/// <summary>Errors with the server's codes.</summary>
internal static class Refusal
{
    public static RpcException Invalid(string detail) => new(new Status(StatusCode.InvalidArgument, detail));

    public static RpcException NotFound(string collection) =>
        new(new Status(StatusCode.NotFound, $"Not found: Collection `{collection}` doesn't exist!"));

    public static RpcException Exists(string collection) => new(new Status(StatusCode.AlreadyExists, $"Collection `{collection}` already exists!"));

    public static RpcException NoPoint(string id) => new(new Status(StatusCode.NotFound, $"Not found: No point with id {id} found"));
}
