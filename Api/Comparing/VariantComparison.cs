using System.Diagnostics;
using Txt2Image.Api.Demo;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Text;

namespace Txt2Image.Api.Comparing;

/// <summary>A model's float32 and 8-bit graphs on the same pictures and captions.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Pictures">The number of pictures, each with a caption.</param>
/// <param name="Texts">How the texts compare.</param>
/// <param name="Images">How the images compare.</param>
/// <param name="Recalls">For each k, the share of captions whose picture is among the first k: float32, 8 bits.</param>
internal sealed record VariantComparison(
    string Model, int Pictures, TowerComparison Texts, TowerComparison Images, IReadOnlyList<(int K, double Floats, double Integers)> Recalls)
{
    private const int BatchSize = 16;
    private static readonly int[] Depths = [1, 5, 10];

    /// <exception cref="FormatException">A picture cannot be read.</exception>
    public static VariantComparison Of(
        ClipModel floats, ClipModel integers, IReadOnlyList<Sample> samples, ImagePreparer preparer, InferenceOptions options)
    {
        using var one = OnnxTowers.Load(floats, DeviceName.Cpu, options);
        using var other = OnnxTowers.Load(integers, DeviceName.Cpu, options);
        var tokenizer = floats.Tokenizer;
        var texts = TowerComparison.Of(
            samples.Chunk(BatchSize).Select(batch =>
                batch.Select(sample => Ids(tokenizer, sample.Caption)).ToArray()),
            one.EncodeTexts,
            other.EncodeTexts);
        var images = TowerComparison.Of(
            samples.Chunk(BatchSize).Select(batch => batch.Select(sample => Tile(preparer, sample, floats.Tile)).ToArray()),
            one.EncodeImages,
            other.EncodeImages);
        int[] before = Ranks(texts.Floats, images.Floats), after = Ranks(texts.Integers, images.Integers);
        return new(floats.Id, samples.Count, texts, images, [.. Depths.Select(k => (k, Recall(before, k), Recall(after, k)))]);
    }

    public string ToString(IFormatProvider format) => string.Join('\n', [
        string.Create(format, $"{Model}: int8 compared with float32 on the processor, {Pictures} pictures with captions, batches of {BatchSize}"),
        Line(format, "texts", Texts),
        Line(format, "images", Images),
        .. Recalls.Select(recall => string.Create(
            format, $"recall@{recall.K,-2}  {recall.Floats:F4} float32, {recall.Integers:F4} int8: {Points(recall)} points")),
    ]);

    private static ReadOnlyMemory<int> Ids(ClipTokenizer tokenizer, string caption) =>
        tokenizer.Encode(tokenizer.Clean(caption[..Math.Min(caption.Length, ClipTokenizer.MaxCharacters)])).Ids.AsMemory();

    private static ReadOnlyMemory<byte> Tile(ImagePreparer preparer, Sample sample, TileSpec spec)
    {
        try
        {
            return preparer.Tile(File.ReadAllBytes(sample.Path), spec);
        }
        catch (Exception exception) when (exception is ImageException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{sample.Path}: {exception.Message}", exception);
        }
    }

    private static string Points((int K, double Floats, double Integers) recall) =>
        FormattableString.Invariant($"{100 * (recall.Integers - recall.Floats):+0.0;-0.0;0.0}");

    private static string Line(IFormatProvider format, string name, TowerComparison tower) => string.Create(
        format,
        $"{name,-6}     {tower.SpeedUp:F2} times as fast; cosine to float32 {tower.Cosines.Average():F5} on average, " +
        $"{tower.Cosines.Min():F5} at least");

    /// <summary>How many pictures each text is closer to than to its own.</summary>
    private static int[] Ranks(IReadOnlyList<float[]> texts, IReadOnlyList<float[]> images) => [.. texts.Select((text, own) =>
    {
        var score = TowerComparison.Dot(text, images[own]);
        return images.Count(image => TowerComparison.Dot(text, image) > score);
    })];

    private static double Recall(int[] ranks, int k) => ranks.Count(rank => rank < k) / (double)ranks.Length;
}

/// <summary>One tower's embeddings in float32 and of its 8-bit graph, and how long they took.</summary>
/// <param name="Floats">The embeddings in float32.</param>
/// <param name="Integers">Those of the 8-bit graph.</param>
/// <param name="SpeedUp">How many times as fast the 8-bit graph was.</param>
internal sealed record TowerComparison(IReadOnlyList<float[]> Floats, IReadOnlyList<float[]> Integers, double SpeedUp)
{
    public IEnumerable<double> Cosines => Floats.Zip(Integers, Dot);

    /// <summary>Runs each batch on both, one after the other, so that other load slows both.</summary>
    public static TowerComparison Of<T>(
        IEnumerable<ReadOnlyMemory<T>[]> batches,
        Func<IReadOnlyList<ReadOnlyMemory<T>>, float[][]> floats,
        Func<IReadOnlyList<ReadOnlyMemory<T>>, float[][]> integers)
    {
        List<float[]> expected = [], actual = [];
        List<double> ratios = [];
        foreach (var batch in batches)
        {
            var started = Stopwatch.GetTimestamp();
            expected.AddRange(floats(batch));
            var took = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            actual.AddRange(integers(batch));
            ratios.Add(took / Stopwatch.GetElapsedTime(started));
        }

        ratios.Sort();
        return new(expected, actual, ratios[ratios.Count / 2]);
    }

    public static double Dot(float[] one, float[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += (double)one[i] * other[i];
        }

        return sum;
    }
}
