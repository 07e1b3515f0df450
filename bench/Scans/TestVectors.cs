using System.Numerics.Tensors;

namespace Txt2Image.Bench.Scans;

/// <summary>Seeded unit vectors of a certain kind: rows, and questions that are not among them.</summary>
internal sealed class TestVectors
{
    public const string Uniform = "uniform";
    public const string Clustered = "clustered";
    public const string Outliers = "outliers";

    public static readonly string[] Kinds = [Uniform, Clustered, Outliers];

    private const int QuestionSeed = 1_000_000;
    private const int ClusterSeed = 99;
    private const int Clusters = 1024;
    private const int Rank = 96;
    private const float OutlierSize = 20;

    private readonly float[][] _means = [];
    private readonly float[][] _clusters = [];

    /// <param name="kind">
    /// Uniform: all directions alike. Clustered: like embeddings of images, which share a direction and a few dozen others, asked by texts, which
    /// share another direction. Outliers: four dimensions are twenty times as large as the others.
    /// </param>
    /// <param name="dimension">The length of each.</param>
    public TestVectors(string kind, int dimension)
    {
        Kind = kind;
        Dimension = dimension;
        if (kind == Clustered)
        {
            var random = new Random(ClusterSeed);
            _means = [Noise(random), Noise(random)];
            float[][] axes = [.. Enumerable.Range(0, Rank).Select(_ => Noise(random))];
            _clusters = [.. Enumerable.Range(0, Clusters).Select(_ => Along(axes, random))];
        }
    }

    public string Kind { get; }

    public int Dimension { get; }

    /// <summary>Writes the next row of a sequence of random numbers.</summary>
    public void Row(Random random, Span<float> row)
    {
        Noise(random, row);
        switch (Kind)
        {
            case Clustered:
                Mix(random, row, .45f, (_means[0], .7f), .45f, .3f);
                break;
            case Outliers:
                Enlarge(row);
                break;
        }
    }

    public float[] Question(int number)
    {
        var random = new Random(QuestionSeed + number);
        var question = Noise(random);
        switch (Kind)
        {
            case Clustered:
                Mix(random, question, .5f, (_means[1], .7f), .35f, .25f);
                break;
            case Outliers:
                Enlarge(question);
                break;
        }

        return question;
    }

    public float[][] Questions(int first, int count) => [.. Enumerable.Range(first, count).Select(Question)];

    private void Mix(Random random, Span<float> noise, float ofNoise, (float[] Direction, float Part) mean, float ofOne, float ofOther)
    {
        TensorPrimitives.Multiply(noise, ofNoise, noise);
        TensorPrimitives.MultiplyAdd(mean.Direction, mean.Part, noise, noise);
        TensorPrimitives.MultiplyAdd(_clusters[random.Next(Clusters)], ofOne, noise, noise);
        TensorPrimitives.MultiplyAdd(_clusters[random.Next(Clusters)], ofOther, noise, noise);
        Normalize(noise);
    }

    private static void Enlarge(Span<float> row)
    {
        for (var i = 0; i < 4; i++)
        {
            row[((i * 37) + 3) % row.Length] *= OutlierSize;
        }

        Normalize(row);
    }

    // A few axes count much more than the others, as in real embeddings.
    private static float[] Along(float[][] axes, Random random)
    {
        var sum = new float[axes[0].Length];
        foreach (var (i, axis) in axes.Index())
        {
            TensorPrimitives.MultiplyAdd(axis, ((random.NextSingle() * 2) - 1) / MathF.Sqrt(1 + (i / 4f)), sum, sum);
        }

        Normalize(sum);
        return sum;
    }

    private float[] Noise(Random random)
    {
        var noise = new float[Dimension];
        Noise(random, noise);
        return noise;
    }

    /// <summary>A random direction: each number is the sum of eight bytes, which is close enough to a normal distribution.</summary>
    private static void Noise(Random random, Span<float> row)
    {
        Span<byte> bytes = stackalloc byte[8 * row.Length];
        random.NextBytes(bytes);
        for (var i = 0; i < row.Length; i++)
        {
            var sum = -8 * 127.5f;
            foreach (var value in bytes.Slice(8 * i, 8))
            {
                sum += value;
            }

            row[i] = sum;
        }

        Normalize(row);
    }

    private static void Normalize(Span<float> row) => TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
}
