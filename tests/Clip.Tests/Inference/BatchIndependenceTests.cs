using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>
/// A result does not depend on its batch, on towers with what a real CLIP has: attention, normalisations, float32 or 8-bit integers. A tower whose
/// quantization depends on the batch shows that the check can fail.
/// </summary>
public sealed class BatchIndependenceTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(Precision.Float32, 1)]
    [InlineData(Precision.Float32, 2)]
    [InlineData(Precision.Int8Rows, 1)]
    [InlineData(Precision.Int8Rows, 2)]
    public void Results_OfAnyBatch_AreThoseOfEachItemAlone(Precision precision, int threads)
    {
        using var folder = Folder(precision);
        foreach (var found in new[] { CheckTexts(folder, threads), CheckImages(folder, threads) })
        {
            Assert.InRange(found.Distance, -Tolerance, Tolerance);

            // The sums of integers are exact; nothing rounds differently.
            Assert.True(found.IsSame || precision == Precision.Float32, "some bits differ");
        }
    }

    [Fact]
    public void Results_OfOneScaleForAWholeBatch_AreFoundToDiffer()
    {
        using var folder = Folder(Precision.Int8Batch);
        foreach (var found in new[] { CheckTexts(folder, 1), CheckImages(folder, 1) })
        {
            Assert.True(found.Distance > 10 * Tolerance, $"the largest distance is {found.Distance}");
        }
    }

    [Fact]
    public void Load_TowersOfOneScaleForAWholeBatch_RunEachItemAlone()
    {
        using var folder = Folder(Precision.Int8Batch);
        using var towers = folder.LoadTowers();

        Assert.True(Comparison.Of(Texts(folder.Load()), towers.EncodeTexts).IsSame);
        Assert.True(Comparison.Of(Tiles(), towers.EncodeImages).IsSame);
    }

    [Theory]
    [InlineData(Precision.Int8Batch, Precision.Float32, "text_model.onnx")]
    [InlineData(Precision.Float32, Precision.Int8Batch, "vision_model.onnx")]
    public void FirstRun_TowerThatDependsOnTheBatch_SaysWhatToUse(Precision text, Precision vision, string file)
    {
        using var folder = Folder(text, vision);
        var model = folder.Load();
        using var texts = new TextTower(model, BatchedSession.Open(model, "text"));
        using var images = new VisionTower(model, BatchedSession.Open(model, "image"));

        var exception = Assert.Throws<ModelException>(() => FirstRun.Check(model, texts, images));

        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
        Assert.Contains("what else is in its batch", exception.Message, StringComparison.Ordinal);
        Assert.Contains("float32", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_WithAScaleForEachRow_AreCloseToFloats()
    {
        using var floats = Folder(Precision.Float32);
        using var integers = Folder(Precision.Int8Rows);
        using var expected = floats.LoadTowers();
        using var actual = integers.LoadTowers();
        var (texts, tiles) = (Texts(floats.Load()), Tiles());

        AssertClose(expected.EncodeTexts(texts), actual.EncodeTexts(texts));
        AssertClose(expected.EncodeImages(tiles), actual.EncodeImages(tiles));
    }

    /// <summary>Each result is close to its own and closer than to any other: the towers are no constants.</summary>
    private static void AssertClose(float[][] expected, float[][] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var cosines = expected.Select(vector => vector.Zip(actual[i], static (x, y) => (double)x * y).Sum()).ToArray();
            Assert.InRange(cosines[i], .99, 1.00001);
            Assert.Equal(i, Array.IndexOf(cosines, cosines.Max()));
        }
    }

    private static Comparison CheckTexts(ModelFolder folder, int threads)
    {
        var model = folder.Load();
        using var tower = new TextTower(model, BatchedSession.Open(model, "text", threads));
        return Comparison.Of(Texts(model), tower.Encode);
    }

    private static Comparison CheckImages(ModelFolder folder, int threads)
    {
        var model = folder.Load();
        using var tower = new VisionTower(model, BatchedSession.Open(model, "image", threads));
        return Comparison.Of(Tiles(), tower.Encode);
    }

    private static ModelFolder Folder(Precision precision) => Folder(precision, precision);

    private static ModelFolder Folder(Precision text, Precision vision)
    {
        var folder = new ModelFolder();
        const int Context = 77;
        folder.Set("config.json", "projection_dim", $"{TransformerTowers.Dimension}");
        folder.Set("config.json", "text_config.max_position_embeddings", $"{Context}");
        folder.Set("config.json", "vision_config.image_size", $"{TransformerTowers.Size}");
        folder.Set("preprocessor_config.json", "size", $"{TransformerTowers.Size}");
        folder.Set("preprocessor_config.json", "crop_size", $"{TransformerTowers.Size}");
        new TransformerTowers(text).WriteText(folder.File("onnx/text_model.onnx"), folder.Load().Tokenizer.VocabularySize, Context);
        new TransformerTowers(vision).WriteVision(folder.File("onnx/vision_model.onnx"));
        return folder;
    }

    /// <summary>Texts of many lengths, from no word to a whole context.</summary>
    private static ReadOnlyMemory<int>[] Texts(ClipModel model)
    {
        var random = new Random(11);
        var (begin, end) = (model.Tokenizer.BeginId!.Value, model.Tokenizer.EndId);
        return [.. new[] { 2, 3, 3, 4, 5, 6, 7, 8, 8, 9, 12, 16, 17, 31, 40, 64, 76, 77 }.Select(length =>
            new ReadOnlyMemory<int>([begin, .. Enumerable.Range(0, length - 2).Select(_ => random.Next(begin)), end]))];
    }

    /// <summary>Tiles of one colour, of noise, and of noise in one corner: their values have very different ranges.</summary>
    private static ReadOnlyMemory<byte>[] Tiles()
    {
        var random = new Random(12);
        const int Length = TransformerTowers.Size * TransformerTowers.Size * 3;
        return [.. Enumerable.Range(0, 18).Select(number =>
        {
            var tile = new byte[Length];
            Array.Fill(tile, (byte)(number * 14));
            random.NextBytes(tile.AsSpan(0, Length * (number % 3) / 2));
            return new ReadOnlyMemory<byte>(tile);
        })];
    }

    /// <summary>How much the results of items in batches differ from those of the items alone.</summary>
    /// <param name="Distance">The largest difference of a cosine from 1.</param>
    /// <param name="IsSame">Whether all bits are the same.</param>
    private sealed record Comparison(double Distance, bool IsSame)
    {
        public static Comparison Of<T>(ReadOnlyMemory<T>[] items, Func<IReadOnlyList<ReadOnlyMemory<T>>, float[][]> encode)
        {
            var alone = items.Select(item => encode([item])[0]).ToArray();
            var (distance, isSame) = (0.0, true);
            foreach (var batch in Batches(items.Length))
            {
                var results = encode([.. batch.Select(i => items[i])]);
                Assert.Equal(batch.Length, results.Length);
                foreach (var (expected, actual) in batch.Select(i => alone[i]).Zip(results))
                {
                    distance = Math.Max(distance, 1 - expected.Zip(actual, static (x, y) => (double)x * y).Sum());
                    isSame &= expected.AsSpan().SequenceEqual(actual);
                }
            }

            return new Comparison(distance, isSame);
        }

        /// <summary>All items in two orders, every pair, one item many times, and batches of all sizes at random.</summary>
        private static IEnumerable<int[]> Batches(int count)
        {
            var all = Enumerable.Range(0, count).ToArray();
            var random = new Random(13);
            return
            [
                all,
                [.. all.Reverse()],
                .. from first in all from second in all select new[] { first, second },
                .. all.Select(item => Enumerable.Repeat(item, 9).ToArray()),
                .. Enumerable.Range(1, 40).Select(size => random.GetItems(all, size)),
            ];
        }
    }
}
