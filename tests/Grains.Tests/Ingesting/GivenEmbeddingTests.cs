using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Grains.Tests.Ingesting;

public sealed class GivenEmbeddingTests
{
    private static readonly Collection Collection =
        new()
        {
            Id = Guid.NewGuid(),
            Name = "demo",
            Model = "fingerprint",
            ModelName = "name",
            Dimension = 2,
            Images = 0,
            Version = "1",
            Created = DateTimeOffset.UnixEpoch,
        };

    [Theory]
    [InlineData("fingerprint", null)]
    [InlineData("name", null)]
    [InlineData("another", ErrorCode.Conflict)]
    public void Check_Model_MustBeTheCollections(string model, ErrorCode? error) => Assert.Equal(error, Fault(model, 1, 0));

    [Theory]
    [InlineData(1f)]
    [InlineData(1f, 0f, 0f)]
    [InlineData(0f, 0f)]
    [InlineData(float.NaN, 0f)]
    [InlineData(float.PositiveInfinity, 0f)]
    public void Check_NoDirectionOfTheCollectionsSpace_IsRejected(params float[] vector) =>
        Assert.Equal(ErrorCode.InvalidRequest, Fault("name", vector));

    [Theory]
    [InlineData(3, 4)]
    [InlineData(.6006f, .8008f)]
    [InlineData(.0003f, .0004f)]
    public void ToUnit_VectorOfAnotherLength_IsNormalized(float x, float y)
    {
        var unit = Given("name", x, y).ToUnit().Span;
        Assert.Equal(.6, unit[0], 1e-6);
        Assert.Equal(.8, unit[1], 1e-6);
    }

    [Fact]
    public void ToUnit_UnitVectorOfFloats_IsKeptBitForBit()
    {
        float[] vector = [MathF.Sqrt(.3f), MathF.Sqrt(.7f)];
        Assert.Equal(vector, Given("name", vector).ToUnit().Span.ToArray());
    }

    private static GivenEmbedding Given(string model, params float[] vector) => new(Embedding.From(vector), model);

    private static ErrorCode? Fault(string model, params float[] vector) =>
        (Record.Exception(() => Given(model, vector).Check(Collection)) as Txt2ImageException)?.Code;
}
