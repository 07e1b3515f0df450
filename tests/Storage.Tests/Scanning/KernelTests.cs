using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

public sealed class KernelTests
{
    public static TheoryData<string, int> Cases => ExactSearchTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void FloatScore_AnyRows_IsWithinItsErrorOfTheTrueCosine(string name, int dimension)
    {
        var (block, query) = Block(name, dimension);
        for (var row = 0; row < block.Capacity; row++)
        {
            var values = block.Row(row).ToArray();
            var dot = values.Zip(query, (x, q) => (double)x * q).Sum();
            var norms = Norm(values) * Norm(query);
            var score = FloatKernel.Score(query, values);
            Assert.True(Math.Abs(score - Math.Clamp(dot, -1, 1)) <= (FloatKernel.ErrorOf(query.Length) * norms) + 1e-30, $"row {row}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CodeBound_AnyRows_IsNotBelowTheFloatScore(string name, int dimension)
    {
        var (block, query) = Block(name, dimension);
        var codes = new BlockCodes(block);
        var folded = new QueryCodes(query);
        folded.Fold(codes.Scales);
        var scores = new double[block.Capacity];
        CodeKernel.Score(codes.Codes, block.Stride, folded, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            var bound = scores[row] + codes.Slack(row, Norm(query), folded.Error) + codes.FloatError(Norm(query));
            Assert.True(FloatKernel.Score(query, block.Row(row)) <= bound, $"row {row}");
        }
    }

    [Fact]
    public void CodeScore_UnitRows_IsNearTheTrueCosine()
    {
        var (block, query) = Block("random", 512);
        var codes = new BlockCodes(block);
        var folded = new QueryCodes(query);
        folded.Fold(codes.Scales);
        var scores = new double[block.Capacity];
        CodeKernel.Score(codes.Codes, block.Stride, folded, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            Assert.Equal(FloatKernel.Score(query, block.Row(row)), scores[row], 2e-3);
            Assert.InRange(codes.Slack(row, Norm(query), folded.Error), 0.001, 0.012);
        }
    }

    [Fact]
    public void CodeScore_LargestCodesAndDimension_DoesNotOverflow()
    {
        const int Dimension = 4096;
        var block = new RowBlock(2, Dimension);
        var ones = Enumerable.Repeat(1f, Dimension).ToArray();
        block.Write(0, Samples.Id(0), ones);
        block.Write(1, Samples.Id(1), [.. ones.Select(value => -value)]);
        var codes = new BlockCodes(block);
        var folded = new QueryCodes(ones);
        folded.Fold(codes.Scales);
        var scores = new double[2];

        CodeKernel.Score(codes.Codes, block.Stride, folded, scores);

        Assert.Equal(Dimension, scores[0], 1e-2);
        Assert.Equal(-Dimension, scores[1], 1e-2);
    }

    [Fact]
    public void FloatScore_LongVectors_IsHeldWithinOne()
    {
        var long1 = Enumerable.Repeat(1f, 64).ToArray();

        Assert.Equal(1f, FloatKernel.Score(long1, long1));
        Assert.Equal(-1f, FloatKernel.Score(long1, [.. long1.Select(value => -value)]));
    }

    private static (RowBlock Block, float[] Query) Block(string name, int dimension)
    {
        var (rows, query) = Datasets.Make(name, 48, dimension);
        var block = new RowBlock(rows.Length, dimension);
        for (var i = 0; i < rows.Length; i++)
        {
            block.Write(i, Samples.Id(i), rows[i]);
        }

        var padded = new float[block.Stride];
        query.CopyTo(padded, 0);
        return (block, padded);
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
