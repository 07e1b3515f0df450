using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Splits points into messages that every server accepts: at most 256 points and about 1 MiB.</summary>
internal static class UpsertBatches
{
    private const int MostPoints = 256;
    private const int MostBytes = 1 << 20;

    public static IEnumerable<IReadOnlyList<Wire.PointStruct>> Of(IEnumerable<Wire.PointStruct> points)
    {
        List<Wire.PointStruct> batch = [];
        var bytes = 0;
        foreach (var point in points)
        {
            var size = point.CalculateSize();
            if (batch.Count > 0 && (batch.Count == MostPoints || bytes + size > MostBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(point);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
