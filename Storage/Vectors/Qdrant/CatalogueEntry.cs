using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// A collection in the catalogue. <see cref="CollectionInfo.Points"/> is counted instead of stored; aliases are separate points. A dropped
/// collection's entry stays, without its names, so that the next collection of this name gets a higher generation and thus a Qdrant collection that
/// was never used before.
/// </summary>
internal sealed record CatalogueEntry(CollectionInfo Info, string Storage, int Generation, bool Dropped)
{
    /// <summary>
    /// Whether all points have the payload of this version; else the collection is from an earlier version, and some may have that one's. A filter
    /// that looks for both is slower, because Qdrant has no index for what no point has.
    /// </summary>
    public bool HasOneLayout { get; init; } = true;

    public const string Id = "id";
    public const string Name = "name";
    public const string Names = "names";
    public const string Version = "version";
    public const string Changed = "changed";
    public const string Bytes = "bytes";
    public const string History = "history";
    public const string IsDropped = "dropped";
    public const string Layout = "layout";

    /// <summary>The number of the payload's layout; earlier entries have none.</summary>
    private const int CurrentLayout = 2;

    private const string Model = "model";
    private const string ModelName = "model_name";
    private const string Dimension = "dimension";
    private const string Created = "created";
    private const string StorageName = "storage";
    private const string GenerationNumber = "generation";

    /// <summary>The entry's id. It is derived from the Qdrant collection, so no collection ever has two entries.</summary>
    public static Guid PlaceOf(string storage) => new(SHA256.HashData(Encoding.UTF8.GetBytes(storage)).AsSpan(0, 16), bigEndian: true);

    /// <summary>Formats a time for storing.</summary>
    public static string Format(DateTimeOffset time) => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    public CatalogueEntry With(IEnumerable<string> aliases) =>
        this with { Info = Info with { Aliases = [.. aliases.Order(StringComparer.Ordinal)] } };

    public Wire.PointStruct ToPoint()
    {
        // Some servers require a vector with every point. This one is never searched.
        var point = new Wire.PointStruct { Id = Values.Id(PlaceOf(Storage)), Vectors = Values.Vectors([1f]) };
        var map = point.Payload;
        WriteName(map);
        map[Id] = Values.Of(Info.Id.ToString("D"));
        map[Model] = Values.Of(Info.Model);
        map[ModelName] = Values.Of(Info.ModelName);
        map[Dimension] = Values.Of(Info.Dimension);
        map[Changed] = Values.Of(Format(Info.Changed));
        map[Bytes] = Values.Of(Info.Bytes ?? 0);
        map[StorageName] = Values.Of(Storage);
        map[IsDropped] = Values.Of(Dropped);
        map[Layout] = Values.Of(HasOneLayout ? CurrentLayout : CurrentLayout - 1);
        return point;
    }

    /// <summary>Writes the name, and what belongs to it and not to the points.</summary>
    public void WriteName(MapField<string, Wire.Value> map)
    {
        map[Name] = Values.Of(Info.Name);
        map[Names] = Values.Of([Info.Name]);
        map[GenerationNumber] = Values.Of(Generation);
        map[Created] = Values.Of(Format(Info.Created));
        map[Version] = Values.Of(Info.Version);
        map[History] = Values.Of(Info.History.ToString());
    }

    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt"/>: the point was not written by this program.</exception>
    public static CatalogueEntry Read(Wire.RetrievedPoint point)
    {
        try
        {
            var map = point.Payload;
            var info = new CollectionInfo(
                Guid.Parse(map[Id].StringValue),
                map[Name].StringValue,
                [],
                map[Model].StringValue,
                map[ModelName].StringValue,
                checked((int)map[Dimension].IntegerValue),
                0,
                map[Version].StringValue,
                Time(map[Created]),
                map.TryGetValue(Bytes, out var bytes) ? bytes.IntegerValue : null,
                Time(map.TryGetValue(Changed, out var changed) ? changed : map[Created]),
                WriteHistory.Parse(map.TryGetValue(History, out var history) ? history.StringValue : null));
            return new CatalogueEntry(info, map[StorageName].StringValue, checked((int)map[GenerationNumber].IntegerValue), map[IsDropped].BoolValue)
            {
                HasOneLayout = map.TryGetValue(Layout, out var layout) && layout.IntegerValue == CurrentLayout,
            };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or OverflowException)
        {
            throw QdrantFaults.Foreign($"the catalogue's entry {point.Id.Uuid}");
        }
    }

    private static DateTimeOffset Time(Wire.Value value) =>
        DateTimeOffset.ParseExact(value.StringValue, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
