using System.Buffers.Binary;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Support;

/// <summary>Points and vectors generated from a number.</summary>
internal static class Samples
{
    public const string Model = "model-fingerprint";

    public static NewCollection Collection(string name, int dimension) => new(name, Model, "Test model", dimension);

    /// <summary>An id whose first bytes are well mixed, so that the order of ids differs from the order of numbers.</summary>
    public static Guid Id(int number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, unchecked((ulong)(number + 1) * 0x9E3779B97F4A7C15));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A unit vector of normally distributed values.</summary>
    public static float[] Vector(int seed, int dimension)
    {
        var random = new Random(seed);
        var values = new double[dimension];
        for (var i = 0; i < dimension; i++)
        {
            values[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return Unit(values);
    }

    public static float[] Unit(params IReadOnlyList<double> values)
    {
        var norm = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => (float)(value / norm))];
    }

    public static Payload Payload(params string[] names) => new(names, null, null, 640, 480, "image/png", 12345);

    public static Payload Tagged(string name, params (string Name, FieldValue Value)[] fields) =>
        Payload(name) with { Fields = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal) };

    public static Point Point(int number, int dimension, params string[] names) =>
        new(Id(number), Vector(number, dimension), Payload(names.Length > 0 ? names : [$"image {number}.png"]));
}
