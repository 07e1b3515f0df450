using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>
/// Compares every family and layout with its reference library: equal ids, equal pixels, embeddings within a cosine distance of 1e-5, alone and in a
/// batch.
/// </summary>
public class GoldenModelsTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Names => GoldenModels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_EveryGoldenText_GivesTheReferencesIds(string name)
    {
        using var golden = GoldenModels.Get(name);
        var tokenizer = golden.Load().Tokenizer;
        List<string> wrong = [];
        foreach (var row in Rows(golden))
        {
            var expected = golden.Expected(row, tokenizer.PadsToContext);
            var actual = tokenizer.Encode(tokenizer.CleanAnyLength(row.Text)).Ids;
            if (!actual.SequenceEqual(expected))
            {
                wrong.Add($"{row.Index} {row.Text}:\n  {string.Join(' ', expected)}\n  {string.Join(' ', actual)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.Take(5))}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tile_EveryGoldenImage_IsTheReferencesToTheBit(string name)
    {
        using var golden = GoldenModels.Get(name);
        var spec = golden.Load().Tile;
        // Immich's folders belong to open_clip's models; these two have answers of transformers, which rounds a crop's odd margin down.
        spec = golden.Family == "clip-hf" ? spec with { TorchvisionCrop = false } : spec;
        var preparer = new ImagePreparer(new());
        var wrong = GoldenFamily.Images().Zip(golden.Golden.Tiles)
            .Where(pair => !preparer.Tile(pair.First.File, spec).AsSpan().SequenceEqual(pair.Second)).Select(static pair => pair.First.Name).ToList();
        Assert.True(wrong.Count == 0, string.Join(", ", wrong));
    }

    /// <summary>
    /// The files themselves. 16-bit grey keeps its high byte here, where Pillow clips it to white. A quarter turn by EXIF swaps the two passes of the
    /// resize where the picture is enlarged, and for the first kind of tile.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Tile_EveryFile_IsTheReferencesButForTwoKnownKinds(string name)
    {
        using var golden = GoldenModels.Get(name);
        var spec = golden.Load().Tile;
        spec = golden.Family == "clip-hf" ? spec with { TorchvisionCrop = false } : spec;
        var preparer = new ImagePreparer(new());
        foreach (var ((file, bytes), expected) in GoldenFamily.Images(decoded: false).Zip(golden.Golden.Tiles))
        {
            var swaps = spec.ShortestEdge > 120 || spec is { Squash: false, TorchvisionCrop: false, Resampling: Resampling.Bicubic };
            var most = file switch { "grey16.png" => 255, "exif6.jpg" when swaps => 20, _ => 0 };
            Assert.True(preparer.Tile(bytes, spec).Zip(expected, static (a, b) => Math.Abs(a - b)).Max() <= most, file);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EncodeTexts_AloneAndInABatch_AreTheReferences(string name)
    {
        using var golden = GoldenModels.Get(name);
        using var towers = golden.LoadTowers();
        var tokenizer = golden.Load().Tokenizer;
        var rows = Rows(golden).Zip(golden.Golden.Texts, golden.Golden.Embeddings(golden.TextEmbeddings))
            .Where(row => IsEmbedded(golden, row.First, row.Second)).ToList();
        Assert.InRange(rows.Count, 50, 72);
        ReadOnlyMemory<int>[] texts = [.. rows.Select(row => tokenizer.Encode(tokenizer.CleanAnyLength(row.First.Text)).Ids.AsMemory())];
        var together = towers.EncodeTexts(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            var row = rows[i].First;
            AssertClose($"{row.Index} alone", rows[i].Third, towers.EncodeTexts([texts[i]])[0]);
            AssertClose($"{row.Index} in the batch", rows[i].Third, together[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EncodeImages_AloneAndInABatch_AreTheReferences(string name)
    {
        using var golden = GoldenModels.Get(name);
        using var towers = golden.LoadTowers();
        ReadOnlyMemory<byte>[] tiles = [.. golden.Golden.Tiles.Select(static tile => tile.AsMemory())];
        var together = towers.EncodeImages(tiles);
        foreach (var (i, expected) in golden.Golden.Embeddings(golden.ImageEmbeddings).Index())
        {
            AssertClose($"{i} alone", expected, towers.EncodeImages([tiles[i]])[0]);
            AssertClose($"{i} in the batch", expected, together[i]);
        }
    }

    private static IReadOnlyList<GoldenText> Rows(GoldenModel golden) =>
        golden.IdsOf is { } other ? GoldenFamily.Read(other).Texts : golden.Golden.Texts;

    /// <summary>Whether the reference embedded these ids, and not those of another cleaning.</summary>
    private static bool IsEmbedded(GoldenModel golden, GoldenText row, GoldenText embedded) =>
        golden.TextEmbeddings is not ("text_embeds" or "text_embeds_fp16")
        || golden.Expected(row, padded: false).SequenceEqual((golden with { Ids = [] }).Expected(embedded, padded: false));

    private static void AssertClose(string what, float[] expected, float[] actual)
    {
        var dot = expected.Zip(actual, static (a, b) => (double)a * b).Sum();
        var distance = 1 - (dot / Math.Sqrt(expected.Sum(static a => (double)a * a)));
        Assert.True(distance <= Tolerance, $"{what}: cosine distance {distance:E2}");
    }
}
