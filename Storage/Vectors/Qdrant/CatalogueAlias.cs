using System.Security.Cryptography;
using System.Text;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>An alias in the catalogue. It is a separate point, so that one write moves it from one collection to another.</summary>
internal sealed record CatalogueAlias(string Alias, Guid Collection)
{
    /// <summary>The payload's key for the collection's physical id; entries of collections do not have it.</summary>
    public const string Target = "alias_of";

    // No Qdrant collection has a space in its name, so this id never clashes with an entry's.
    private Guid Place => new(SHA256.HashData(Encoding.UTF8.GetBytes($"alias {Alias}")).AsSpan(0, 16), bigEndian: true);

    public Wire.PointStruct ToPoint()
    {
        var point = new Wire.PointStruct { Id = Values.Id(Place), Vectors = Values.Vectors([1f]) };
        point.Payload[CatalogueEntry.Names] = Values.Of([Alias]);
        point.Payload[Target] = Values.Of(Collection.ToString("D"));
        return point;
    }

    /// <summary>Reads a point of the catalogue; null if it is a collection's entry.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt"/>: the point was not written by this program.</exception>
    public static CatalogueAlias? Read(Wire.RetrievedPoint point)
    {
        if (!point.Payload.TryGetValue(Target, out var target))
        {
            return null;
        }

        return point.Payload.TryGetValue(CatalogueEntry.Names, out var names) && names.ListValue is { Values: [var alias] }
            && Guid.TryParse(target.StringValue, out var collection)
            ? new CatalogueAlias(alias.StringValue, collection)
            : throw QdrantFaults.Foreign($"the catalogue's entry {point.Id.Uuid}");
    }
}
