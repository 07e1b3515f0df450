using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>Converts ids and vectors to and from bytes.</summary>
internal static class Blobs
{
    public static byte[] OfId(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid ToId(byte[] bytes) => new(bytes, bigEndian: true);

    public static byte[] OfVector(ReadOnlySpan<float> vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(vector).CopyTo(bytes);
            return bytes;
        }

        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        return bytes;
    }

    public static float[] ToVector(byte[] bytes)
    {
        var vector = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return vector;
    }
}
