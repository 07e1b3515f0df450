namespace Txt2Image.Clip.Tests.Golden;

/// <summary>
/// Options of text towers that no checkpoint of the shared data has, each compared with one that has it: they agree on texts for which they mean the
/// same.
/// </summary>
public sealed class ConvertedTextTests
{
    private const string Family = "openclip-vit-ctx32-pe";
    private const int End = 49407, Context = 32;

    [Fact]
    public void Convert_OfAnOldEndToken_PoolsAtTheHighestId()
    {
        using var old = GoldenCheckpoint.Of("clip-hf");
        old.Change("config.json", config => config["text_config"]!["eos_token_id"] = 2);
        int[] ended = [49406, 320, End], open = [49406, 400, 320], unbegun = [400, 49406, 320];

        AssertClose(Embed("clip-hf", ended), Embed(old, ended));
        // Without an end token the newer way pools at the first token, the older one at the highest id, which is the first too.
        AssertClose(Embed("clip-hf", open), Embed(old, open));
        // Only a graph of which the begin token is not known takes texts without it.
        using var anyNew = GoldenCheckpoint.Of("clip-hf");
        using var anyOld = GoldenCheckpoint.Of("clip-hf");
        anyNew.HideBegin();
        anyOld.HideBegin();
        anyOld.Change("config.json", config => config["text_config"]!["eos_token_id"] = 2);
        AssertFar(Embed(anyNew, unbegun), Embed(anyOld, unbegun));
    }

    [Theory]
    [InlineData("eos", End)]
    [InlineData("last", 2)]
    public void Convert_OfAnotherPooling_PoolsWhereItSays(string pooling, int end)
    {
        int[] full = [49406, .. Enumerable.Range(300, Context - 2), End];
        int[] early = [49406, 300, End, .. Enumerable.Repeat(0, Context - 3)];
        using var other = GoldenCheckpoint.Of(Family);
        other.Change("open_clip_config.json", config =>
        {
            config["model_cfg"]!["text_cfg"]!["pool_type"] = pooling;
            config["model_cfg"]!["text_cfg"]!["eos_id"] = end;
        });

        AssertClose(Embed(Family, full), Embed(other, full));
        if (pooling == "last")
        {
            AssertFar(Embed(Family, early), Embed(other, early));
        }
        else
        {
            AssertClose(Embed(Family, early), Embed(other, early));
        }
    }

    /// <summary>With the mask, what is behind the end token does not count; without it, everything does.</summary>
    [Fact]
    public void Convert_WithoutAMask_SeesWhatIsBehind()
    {
        int[] text = [49406, 300, End, .. Enumerable.Repeat(0, Context - 3)], other = [.. text[..^1], 7];
        using var open = GoldenCheckpoint.Of(Family);
        open.Change("open_clip_config.json", config => config["model_cfg"]!["text_cfg"]!["no_causal_mask"] = true);

        AssertClose(Embed(Family, text), Embed(Family, other));
        AssertFar(Embed(open, text), Embed(open, other));
        Assert.True(open.Load().Tokenizer.PadsToContext);
    }

    private static float[] Embed(string name, int[] ids)
    {
        using var checkpoint = GoldenCheckpoint.Of(name);
        return Embed(checkpoint, ids);
    }

    private static float[] Embed(GoldenCheckpoint checkpoint, int[] ids)
    {
        if (!Directory.Exists(checkpoint.Converted))
        {
            checkpoint.Convert();
        }

        using var towers = checkpoint.LoadTowers();
        return towers.EncodeTexts([ids])[0];
    }

    private static void AssertClose(float[] expected, float[] actual) => Assert.InRange(Cosine(expected, actual), 1 - 1e-6, 1 + 1e-6);

    private static void AssertFar(float[] expected, float[] actual) => Assert.InRange(Cosine(expected, actual), -1, 1 - 1e-3);

    private static double Cosine(float[] one, float[] other) => one.Zip(other, static (x, y) => (double)x * y).Sum();
}
