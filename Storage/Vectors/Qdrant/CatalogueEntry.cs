using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// A collection in the catalogue. <see cref="CollectionInfo.Points"/> is not kept there, but counted. One that is dropped stays, without its names, so
/// that the next of its name gets a higher generation, and with it a Qdrant collection that never was another's.
/// </summary>
internal sealed record CatalogueEntry(CollectionInfo Info, string Storage, int Generation, bool Dropped)
{
    public const string Id = "id";
    public const string Name = "name";
    public const string Names = "names";
    public const string Version = "version";
    public const string IsDropped = "dropped";

    private const string Aliases = "aliases";
    private const string Model = "model";
    private const string ModelName = "model_name";
    private const string Dimension = "dimension";
    private const string Created = "created";
    private const string StorageName = "storage";
    private const string GenerationNumber = "generation";

    /// <summary>The entry's own place: it follows from the Qdrant collection, so that no collection ever has two entries.</summary>
    public static Guid PlaceOf(string storage) => new(SHA256.HashData(Encoding.UTF8.GetBytes(storage)).AsSpan(0, 16), bigEndian: true);

    public Wire.PointStruct ToPoint()
    {
        // Some servers want a vector with every point. Nobody searches this one.
        var point = new Wire.PointStruct { Id = Values.Id(PlaceOf(Storage)), Vectors = Values.Vectors([1f]) };
        var map = point.Payload;
        map[Id] = Values.Of(Info.Id.ToString("D"));
        map[Name] = Values.Of(Info.Name);
        map[Aliases] = Values.Of(Info.Aliases);
        map[Names] = Values.Of(Info.Aliases.Prepend(Info.Name));
        map[Model] = Values.Of(Info.Model);
        map[ModelName] = Values.Of(Info.ModelName);
        map[Dimension] = Values.Of(Info.Dimension);
        map[Version] = Values.Of(Info.Version);
        map[Created] = Values.Of(Info.Created.ToString("O", CultureInfo.InvariantCulture));
        map[StorageName] = Values.Of(Storage);
        map[GenerationNumber] = Values.Of(Generation);
        map[IsDropped] = Values.Of(Dropped);
        return point;
    }

    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt"/>: it is none of ours.</exception>
    public static CatalogueEntry Read(Wire.RetrievedPoint point)
    {
        try
        {
            var map = point.Payload;
            var info = new CollectionInfo(
                Guid.Parse(map[Id].StringValue),
                map[Name].StringValue,
                Texts(map, Aliases),
                map[Model].StringValue,
                map[ModelName].StringValue,
                checked((int)map[Dimension].IntegerValue),
                0,
                map[Version].StringValue,
                DateTimeOffset.ParseExact(map[Created].StringValue, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
            return new CatalogueEntry(info, map[StorageName].StringValue, checked((int)map[GenerationNumber].IntegerValue), map[IsDropped].BoolValue);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or OverflowException)
        {
            throw QdrantFaults.Foreign($"the catalogue's entry {point.Id.Uuid}");
        }
    }

    private static string[] Texts(MapField<string, Wire.Value> map, string key) =>
        map[key].ListValue is { } list ? [.. list.Values.Select(text => text.StringValue)] : [];
}
