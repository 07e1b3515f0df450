using System.Globalization;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>
/// The tests of the golden models on real weights, where a folder has them: ids and tiles where golden data of the family apply, embeddings alone and
/// in a batch, and retrieval on photographs, which is reported.
/// </summary>
public sealed class RealModelTests(ITestOutputHelper output)
{
    /// <summary>Rows with the names of special tokens, which differ by library.</summary>
    private static readonly int[] Special = [58, 59, 71];

    [Fact]
    public void Encode_EveryGoldenText_GivesTheReferencesIds()
    {
        var tokenizer = RealModel.Load().Tokenizer;
        Skip.When(
            tokenizer.CleanerName != "clip" || tokenizer.VocabularySize != 49408 || tokenizer.ContextLength is not (77 or 32),
            "The golden ids are those of CLIP's own vocabulary; other tokenizers are tested with the vocabularies of the golden models.");
        var golden = GoldenFamily.Read(tokenizer.ContextLength == 32 ? "openclip/vit-ctx32-pe" : "openclip/vit-quickgelu");
        foreach (var row in golden.Texts.Where(row => !Special.Contains(row.Index)))
        {
            Assert.Equal(row.Of()[..row.Length!.Value], tokenizer.Encode(tokenizer.CleanAnyLength(row.Text)).Ids.Take(row.Length.Value));
        }
    }

    [Fact]
    public void Tile_EveryGoldenImage_IsTheReferencesToTheBit()
    {
        var spec = RealModel.Load().Tile;
        var preparer = new ImagePreparer(new());
        if (spec is { Size: 224, ShortestEdge: 224, Squash: false, Resampling: Resampling.Bicubic })
        {
            var kind = spec.TorchvisionCrop ? "torchvision_crop" : "hf";
            var images = GoldenImages.Images().Where(image => image.GetProperty("expected").TryGetProperty(kind, out _)).ToList();
            Assert.NotEmpty(images);
            Assert.All(images, image => Assert.Equal(
                GoldenImages.Expected(image.GetProperty("expected").GetProperty(kind)),
                preparer.Tile(GoldenImages.WithoutTurn(GoldenImages.Read(image.GetProperty("file").GetString()!)), spec)));
            return;
        }

        var family = GoldenModels.Names.Select(static name => name.Data).FirstOrDefault(name => Has(name, spec));
        Skip.When(family is null, $"No golden tiles are made as this model's: {spec}.");
        using var golden = GoldenModels.Get(family);
        Assert.All(GoldenFamily.Images().Zip(golden.Golden.Tiles), pair => Assert.Equal(pair.Second, preparer.Tile(pair.First.File, spec)));

        static bool Has(string name, TileSpec spec)
        {
            using var golden = GoldenModels.Get(name);
            return golden.Load().Tile == spec;
        }
    }

    [Fact]
    public void Encode_AloneAndInABatch_GivesTheSame()
    {
        var model = RealModel.Load();
        using var towers = OnnxTowers.Load(model, DeviceName.Cpu, new());
        ReadOnlyMemory<int>[] texts = [.. GoldenFamily.Read("clip-hf").Texts
            .Select(row => model.Tokenizer.Encode(model.Tokenizer.CleanAnyLength(row.Text)).Ids.AsMemory())];
        ReadOnlyMemory<byte>[] tiles = [.. GoldenFamily.Images().Select(image => new ImagePreparer(new()).Tile(image.File, model.Tile).AsMemory())];
        var worst = Worst(texts, towers.EncodeTexts);
        var worstImage = Worst(tiles, towers.EncodeImages);
        Report($"{model.Id}: 1 - cosine, alone and in a batch: texts {worst:E1}, images {worstImage:E1}");
        Assert.InRange(Math.Max(worst, worstImage), -1e-5, 1e-5);
    }

    [Fact]
    public void Search_PhotographsByTheirCaptions_IsReported()
    {
        var model = RealModel.Load();
        var captions = RealModel.Captions(most: 500);
        using var towers = OnnxTowers.Load(model, DeviceName.Cpu, new());
        var preparer = new ImagePreparer(new());
        var images = captions.Chunk(16).SelectMany(some =>
            towers.EncodeImages([.. some.Select(row => preparer.Tile(File.ReadAllBytes(row.File), model.Tile).AsMemory())])).ToArray();
        var texts = captions.Chunk(16).SelectMany(some =>
            towers.EncodeTexts([.. some.Select(row => model.Tokenizer.Encode(model.Tokenizer.Clean(row.Caption)).Ids.AsMemory())])).ToArray();
        var ranks = texts.Select((text, i) => images.Count(image => Dot(text, image) > Dot(text, images[i]))).ToArray();
        var recalls = string.Join(", ", new[] { 1, 5, 10 }.Select(k => $"R@{k} {ranks.Count(rank => rank < k) / (double)ranks.Length:F3}"));
        Report($"{model.Id}: {ranks.Length} photographs, text to image: {recalls}");
        Assert.All(texts.Concat(images), static vector => Assert.Equal(1, Dot(vector, vector), 1e-5));
    }

    private static double Worst<T>(ReadOnlyMemory<T>[] items, Func<IReadOnlyList<ReadOnlyMemory<T>>, float[][]> encode)
    {
        var together = encode(items);
        return items.Index().Max(item => 1 - Dot(together[item.Index], encode([item.Item])[0]));
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, static (x, y) => (double)x * y).Sum();

    private void Report(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
