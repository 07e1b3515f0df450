using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>Rows and a query on which a careless bound, an unstable sum or a wrong order shows.</summary>
internal static class Datasets
{
    public static readonly string[] Names =
        ["random", "ties", "outliers", "near duplicates", "codes equal", "zero dimensions", "one-hot", "ascending", "signs", "wide range", "zeros", "codes exact"];

    public static (float[][] Rows, float[] Query) Make(string name, int count, int dimension)
    {
        var random = new Random(dimension + count);
        var query = Samples.Vector(-1, dimension);
        return (Enumerable.Range(0, count).Select(i => Row(name, i, count, query, random)).ToArray(), QueryOf(name, query));
    }

    private static float[] Row(string name, int i, int count, float[] query, Random random)
    {
        var vector = Samples.Vector(i, query.Length);
        return name switch
        {
            // Every vector stands at seven places.
            "ties" => Samples.Vector(i % Math.Max(1, count / 7), query.Length),
            "outliers" => Samples.Unit([.. vector.Select((value, j) => j % 97 == 2 ? (value * 0.1) + 9 : j % 97 == 5 ? value * 40 : value)]),

            // All within a rounding or two of the query.
            "near duplicates" => [.. query.Select((value, j) => j == i % query.Length ? (i % 3 == 0 ? MathF.BitIncrement(value) : MathF.BitDecrement(value)) : value)],

            // Differences far below what a code resolves.
            "codes equal" => Samples.Unit([.. query.Select((value, j) => value + (vector[j] * 1e-4) + (i == 0 && j == 0 ? 1 : 0))]),
            "zero dimensions" => [.. vector.Select((value, j) => j % 2 == 0 ? 0 : value)],
            "one-hot" => [.. vector.Select((_, j) => j == i % query.Length ? 1f : 0f)],

            // Each row better than all before it: nothing is ever below the floor.
            "ascending" => Samples.Unit([.. query.Select((value, j) => value + (vector[j] * (count - i) / count * 3))]),
            "signs" => Samples.Unit([.. vector.Select(value => Math.Sign(value) + (random.Next(2) * 1e-7))]),
            "wide range" => [.. vector.Select(value => value * MathF.Pow(10, random.Next(-30, 1)))],

            // Codes without a residual, and one true score for all: only the rounding of the float scores sets the rows apart.
            "codes exact" => [.. query.Select((_, j) => Rotated(i + j, query.Length) / 1024f)],
            "zeros" => i % 3 == 0 ? vector : new float[query.Length],
            _ => vector,
        };
    }

    // A third of all codes is the largest, so that in every block every dimension has it and the scale is a power of two.
    private static int Rotated(int place, int dimension)
    {
        var random = new Random(place % dimension);
        return random.Next(3) == 0 ? 127 : random.Next(-126, 127);
    }

    private static float[] QueryOf(string name, float[] query) => name switch
    {
        // In the dimensions where rows are large, so is the query of a picture.
        "outliers" => Samples.Unit([.. query.Select((value, j) => j % 97 == 2 ? 9 : j % 97 == 5 ? value * 40.0 : value)]),
        "codes exact" => Samples.Unit([.. query.Select(_ => 1.0)]),
        _ => query,
    };
}
