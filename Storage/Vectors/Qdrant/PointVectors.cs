using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Reads a point's vector in either format: servers up to 1.16 send a plain list of values, later ones a dense vector.</summary>
internal static class PointVectors
{
    public static float[] Read(Wire.VectorsOutput? vectors) => vectors?.Vector is not { } vector ? []
        : vector.Dense is { Data.Count: > 0 } dense ? Copy(dense.Data)
        : Plain(vector);

#pragma warning disable CS0612, CS0618 // The plain list is obsolete, but older servers send nothing else.
    private static float[] Plain(Wire.VectorOutput vector) => Copy(vector.Data);
#pragma warning restore CS0612, CS0618

    private static float[] Copy(RepeatedField<float> values)
    {
        var copy = new float[values.Count];
        values.CopyTo(copy, 0);
        return copy;
    }
}
