using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>Rows and queries that expose a careless bound, an unstable sum or a wrong order.</summary>
internal static class Datasets
{
    public static readonly string[] Names =
        ["random", "ties", "outliers", "near duplicates", "codes equal", "zero dimensions", "one-hot", "ascending", "signs", "wide range", "zeros",
            "codes exact", "clustered", "constant"];

    public static (float[][] Rows, float[] Query) Make(string name, int count, int dimension)
    {
        var random = new Random(dimension + count);
        var query = Samples.Vector(-1, dimension);
        return (Enumerable.Range(0, count).Select(i => Row(name, i, count, query, random)).ToArray(), QueryOf(name, query));
    }

    /// <summary>The questions of a batch: the dataset's own, rows, their opposites, and others near and far.</summary>
    public static float[][] Questions(float[][] rows, float[] query, int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(i => (i % 5) switch
        {
            0 => query,
            1 => rows[random.Next(rows.Length)],
            2 => [.. rows[random.Next(rows.Length)].Select(value => -value)],
            3 => Samples.Unit([.. query.Select(value => value + (.2 * (random.NextDouble() - .5)))]),
            _ => Samples.Vector(random.Next(), query.Length),
        })];

    private static float[] Row(string name, int i, int count, float[] query, Random random)
    {
        var vector = Samples.Vector(i, query.Length);
        return name switch
        {
            // Every vector appears seven times.
            "ties" => Samples.Vector(i % Math.Max(1, count / 7), query.Length),
            "outliers" => Samples.Unit([.. vector.Select((value, j) => j % 97 == 2 ? (value * 0.1) + 9 : j % 97 == 5 ? value * 40 : value)]),

            // All within one or two roundings of the query.
            "near duplicates" =>
                [.. query.Select((value, j) => j == i % query.Length ? (i % 3 == 0 ? MathF.BitIncrement(value) : MathF.BitDecrement(value)) : value)],

            // Differences far below the resolution of a code.
            "codes equal" => Samples.Unit([.. query.Select((value, j) => value + (vector[j] * 1e-4) + (i == 0 && j == 0 ? 1 : 0))]),
            "zero dimensions" => [.. vector.Select((value, j) => j % 2 == 0 ? 0 : value)],
            "one-hot" => [.. vector.Select((_, j) => j == i % query.Length ? 1f : 0f)],

            // Each row scores higher than all before it, so nothing is ever below the floor.
            "ascending" => Samples.Unit([.. query.Select((value, j) => value + (vector[j] * (count - i) / count * 3))]),
            "signs" => Samples.Unit([.. vector.Select(value => Math.Sign(value) + (random.Next(2) * 1e-7))]),
            "wide range" => [.. vector.Select(value => value * MathF.Pow(10, random.Next(-30, 1)))],

            // Codes without a residual and the same true score for all rows: only the rounding of float scores distinguishes them.
            "codes exact" => [.. query.Select((_, j) => Rotated(i + j, query.Length) / 1024f)],
            // Few directions that many rows share, so that scores differ little among a question's best.
            "clustered" => Samples.Unit([.. Samples.Vector(1000 + (i % 5), query.Length).Select((value, j) => value + (vector[j] * .05))]),
            "constant" => Samples.Vector(0, query.Length),
            "zeros" => i % 3 == 0 ? vector : new float[query.Length],
            _ => vector,
        };
    }

    // A third of all codes have the largest value, so that every dimension of every block contains it and the scale is a power of two.
    private static int Rotated(int place, int dimension)
    {
        var random = new Random(place % dimension);
        return random.Next(3) == 0 ? 127 : random.Next(-126, 127);
    }

    private static float[] QueryOf(string name, float[] query) => name switch
    {
        // An image query is large in the same dimensions as the rows.
        "outliers" => Samples.Unit([.. query.Select((value, j) => j % 97 == 2 ? 9 : j % 97 == 5 ? value * 40.0 : value)]),
        "codes exact" => Samples.Unit([.. query.Select(_ => 1.0)]),
        _ => query,
    };
}
