using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Txt2Image.Api.Demo;
using Txt2Image.Clip.Generators;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Collections;
using Txt2Image.Tests.Support;

namespace Txt2Image.Api.Tests.Demo;

/// <summary>
/// The embeddings in <c>samples</c>. If the demo model or its pixels change, run these tests with TXT2IMAGE_WRITE_SAMPLES=1, which writes them anew.
/// </summary>
public sealed class SampleEmbeddingsTests : IDisposable
{
    private const string Write = "TXT2IMAGE_WRITE_SAMPLES";
    private static readonly string Folder = Path.Combine(Repository.Root, "samples");
    private static readonly ClipModel Demo = ClipModel.Load(Path.Combine(Repository.Root, "models", "demo"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shipped_EveryPicture_HasTheEmbeddingOfTheDemoModel()
    {
        var samples = Samples.Read(Folder);
        if (Environment.GetEnvironmentVariable(Write) is not null)
        {
            await WriteAsync(samples);
        }

        var shipped = SampleEmbeddings.Read(Folder, Demo.Fingerprint);
        var ids = samples.Select(sample => ImageId.Of(File.ReadAllBytes(sample.Path))).ToList();
        Assert.All(ids, id => Assert.NotNull(shipped.Find(id)));

        // All 600 would take ten seconds.
        var some = samples.Where((_, i) => i % 25 == 0).ToList();
        var expected = await EmbedAsync(some);
        for (var i = 0; i < some.Count; i++)
        {
            var cosine = TensorPrimitives.CosineSimilarity(shipped.Find(ids[i * 25])!.Embedding.Span, expected[i].Vector.Span);
            Assert.InRange(cosine, 1 - 1e-5, 1 + 1e-5);
        }
    }

    [Fact]
    public void Embeddings_OfAnotherModel_AreNotUsed()
    {
        var shipped = SampleEmbeddings.Read(Folder, Convert.ToHexStringLower(new byte[16]));

        Assert.Null(shipped.Find(ImageId.Of(File.ReadAllBytes(Samples.Read(Folder)[0].Path))));
    }

    [Fact]
    public void Folder_WithoutEmbeddings_HasNone() => Assert.Null(SampleEmbeddings.Read(_folder.Path, Demo.Fingerprint).Find(Guid.NewGuid()));

    [Fact]
    public void File_ThatIsCutOff_IsRefused()
    {
        File.WriteAllBytes(_folder[SampleEmbeddings.FileName], File.ReadAllBytes(Path.Combine(Folder, SampleEmbeddings.FileName))[..^1]);

        var error = Assert.Throws<InvalidDataException>(() => SampleEmbeddings.Read(_folder.Path, Demo.Fingerprint));
        Assert.Contains("cut off", error.Message, StringComparison.Ordinal);
    }

    private static async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(IEnumerable<Sample> samples)
    {
        using var towers = OnnxTowers.Load(Demo, default, new InferenceOptions());
        using var generator = new ClipImageGenerator(Demo, towers, new ImagePreparer(new ImageLimits()));
        return await generator.GenerateAsync(
            samples.Select(sample => new DataContent(File.ReadAllBytes(sample.Path), "image/jpeg")),
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task WriteAsync(IReadOnlyList<Sample> samples)
    {
        var embeddings = await EmbedAsync(samples);
        await using var file = new BinaryWriter(File.Create(Path.Combine(Folder, SampleEmbeddings.FileName)));
        file.Write(Convert.FromHexString(Demo.Fingerprint));
        file.Write(Demo.Dimension);
        foreach (var (sample, embedding) in samples.Zip(embeddings))
        {
            file.Write(ImageId.Of(File.ReadAllBytes(sample.Path)).ToByteArray(bigEndian: true));
            foreach (var value in embedding.Vector.Span)
            {
                file.Write((Half)value);
            }
        }
    }
}
