using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

public sealed class EmbeddingOutputTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_EmbeddingsOfAnyLength_AreUnitVectors()
    {
        var results = Read([2, 8], [3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1e-6f]);
        Assert.Equal([.6f, .8f, 0, 0, 0, 0, 0, 0], results[0]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, -1], results[1]);
    }

    /// <summary>More rows than items would give items the embeddings of others.</summary>
    [Theory]
    [InlineData(3, 8)]
    [InlineData(1, 8)]
    [InlineData(2, 9)]
    [InlineData(2, 7)]
    [InlineData(16)]
    public void Read_OfAnotherShape_IsRejected(params int[] shape)
    {
        var values = Enumerable.Repeat(1f, shape.Aggregate(1, static (product, length) => product * length)).ToArray();
        var failure = Assert.Throws<ModelException>(() => Read([.. shape], values));
        Assert.Contains("expected [2, 8]", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(float.NaN, "not finite")]
    [InlineData(float.NegativeInfinity, "not finite")]
    public void Read_EmbeddingWithoutADirection_IsRejected(float value, string says)
    {
        var failure = Assert.Throws<ModelException>(() => Read([2, 8], [.. Enumerable.Repeat(1f, 8), .. Enumerable.Repeat(value, 8)]));
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_ThatIsNoMatrix_IsRejected() =>
        Assert.Contains("3 dimensions", Assert.Throws<ModelException>(() => Output(-1, 8, 1)).Message, StringComparison.Ordinal);

    private float[][] Read(long[] shape, float[] values)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(values, shape);
        var results = new float[2][];
        Output(-1, -1).Read(value, results);
        return results;
    }

    private EmbeddingOutput Output(params int[] shape) => new(
        new GraphPorts(["text_embeds"], [new GraphPort("graph", "text_embeds", TensorElementType.Float, shape)]),
        "graph",
        ["text_embeds"],
        _folder.Load());
}
