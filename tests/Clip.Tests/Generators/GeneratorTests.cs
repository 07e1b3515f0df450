using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Clip.Generators;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Generators;

public sealed class GeneratorTests : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "models", "demo");

    private readonly ServiceProvider _services =
        new ServiceCollection().AddClip(new ModelOptions { Folder = Folder }, inference: new() { IntraOpThreads = 1 }).BuildServiceProvider();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEmbeddingGenerator<string, Embedding<float>> Texts => _services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

    private IEmbeddingGenerator<DataContent, Embedding<float>> Images =>
        _services.GetRequiredService<IEmbeddingGenerator<DataContent, Embedding<float>>>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Generate_ManyTexts_AreInOrderAndAsTheTowersEmbedThem()
    {
        string[] texts = [.. Enumerable.Range(0, 70).Select(i => string.Join(' ', Enumerable.Repeat("cat", 1 + (i * 7 % 20))) + $" {i}")];
        var model = _services.GetRequiredService<ClipModel>();

        var embeddings = await Texts.GenerateAsync(texts, cancellationToken: Token);

        Assert.Equal(texts.Length, embeddings.Count);
        var towers = _services.GetRequiredService<ITowers>();
        for (var i = 0; i < texts.Length; i++)
        {
            var alone = towers.EncodeTexts([model.Tokenizer.Encode(model.Tokenizer.Clean(texts[i])).Ids.AsMemory()])[0];
            Assert.Equal(1, alone.Zip(embeddings[i].Vector.ToArray(), (a, b) => (double)a * b).Sum(), 1e-5);
        }

        Assert.Equal("demo", embeddings[0].ModelId);
        Assert.Equal(texts.Sum(text => model.Tokenizer.Encode(model.Tokenizer.Clean(text)).Ids.Length), embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Generate_TextAndImage_AreInOneSpace()
    {
        var pictures = Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.jpg").Order(StringComparer.Ordinal).ToList();
        var bicycle = pictures.First(path => path.Contains("red-bicycle", StringComparison.Ordinal));
        var other = pictures.First(path => path.Contains("snowman", StringComparison.Ordinal));

        var text = (await Texts.GenerateAsync(["a red bicycle"], cancellationToken: Token))[0];
        var images = await Images.GenerateAsync([await ReadAsync(bicycle), await ReadAsync(other)], cancellationToken: Token);

        Assert.True(Cosine(text, images[0]) > Cosine(text, images[1]) + .1);
    }

    [Fact]
    public async Task Generate_NothingGiven_IsEmpty()
    {
        Assert.Empty(await Texts.GenerateAsync([], cancellationToken: Token));
        Assert.Empty(await Images.GenerateAsync([], cancellationToken: Token));
    }

    [Fact]
    public async Task Generate_OtherModelOrDimension_IsRefused()
    {
        var dimension = await Assert.ThrowsAsync<ArgumentException>(() => Texts.GenerateAsync(["a"], new() { Dimensions = 256 }, Token));
        Assert.Contains("512 values, not 256", dimension.Message, StringComparison.Ordinal);
        var model = await Assert.ThrowsAsync<ArgumentException>(() => Images.GenerateAsync([], new() { ModelId = "other" }, Token));
        Assert.Contains("the model demo, not other", model.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_FileThatIsNoImage_IsRefused() => await Assert.ThrowsAsync<ImageException>(
        () => Images.GenerateAsync([new DataContent("no image"u8.ToArray(), "image/png")], cancellationToken: Token));

    [Fact]
    public void Services_OfAGenerator_AreTheModelAndItsFacts()
    {
        var facts = Texts.GetService<EmbeddingGeneratorMetadata>()!;

        Assert.Equal(("demo", 512), (facts.DefaultModelId, facts.DefaultModelDimensions));
        Assert.Equal("demo", Images.GetService<ClipModel>()!.Id);
        Assert.Same(Texts, Texts.GetService<ClipTextGenerator>());
        Assert.Null(Texts.GetService<ClipModel>("key"));
    }

    private static double Cosine(Embedding<float> one, Embedding<float> other) =>
        one.Vector.ToArray().Zip(other.Vector.ToArray(), (a, b) => (double)a * b).Sum();

    private static async Task<DataContent> ReadAsync(string path) => new(await File.ReadAllBytesAsync(path, Token), "image/jpeg");
}
