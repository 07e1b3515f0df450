using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Shorts128 = (System.Runtime.Intrinsics.Vector128<short> Even, System.Runtime.Intrinsics.Vector128<short> Odd);

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
        var random = new Random(dimension);
        var rows = Enumerable.Range(0, block.Capacity).Select(row => block.Row(row).ToArray()).ToArray();
        foreach (var question in Datasets.Questions(rows, query, 10, random))
        {
            var bounds = Bounds(new BlockCodes(block), question, out _);
            for (var row = 0; row < block.Capacity; row++)
            {
                // The lowest score is clamped to -1, and a scan that looks for it does not rely on bounds.
                Assert.True(FloatKernel.Score(question, block.Row(row)) <= Math.Max(bounds[row], -1), $"row {row}");
            }
        }
    }

    [Fact]
    public void CodeBound_UnitRows_IsNearTheTrueCosine()
    {
        var (block, query) = Block("random", 512, 1024);

        var bounds = Bounds(new BlockCodes(block), query, out var usesBothPlanes);

        Assert.False(usesBothPlanes);
        for (var row = 0; row < block.Capacity; row++)
        {
            Assert.InRange(bounds[row] - FloatKernel.Score(query, block.Row(row)), 0.001, 0.03);
        }
    }

    /// <summary>With the first plane alone, all dimensions but the outliers would be nearly zero.</summary>
    [Fact]
    public void CodeBound_OutlierDimensions_UsesBothPlanes()
    {
        var (block, query) = Block("outliers", 512);

        var bounds = Bounds(new BlockCodes(block), query, out var usesBothPlanes);

        Assert.True(usesBothPlanes);
        for (var row = 0; row < block.Capacity; row++)
        {
            Assert.InRange(bounds[row] - FloatKernel.Score(query, block.Row(row)), 0, 0.02);
        }
    }

    [Fact]
    public void CodeBound_LargestCodesAndDimension_DoesNotOverflow()
    {
        const int Dimension = 4096;
        var block = new RowBlock(2, Dimension);
        var ones = Enumerable.Repeat(1f, Dimension).ToArray();
        block.Write(0, Samples.Id(0), ones);
        block.Write(1, Samples.Id(1), [.. ones.Select(value => -value)]);

        var bounds = Bounds(new BlockCodes(block), ones, out _);

        Assert.InRange(bounds[0], Dimension, Dimension + 5);
        Assert.InRange(bounds[1], -Dimension, -Dimension + 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void CodeSums_OfEveryInstructionSet_EqualThoseOfPlainCode(int questions)
    {
        const int Stride = 192;
        var random = new Random(questions);
        var codes = new byte[3 * CodeKernel.GroupRows * Stride];
        var plane = new sbyte[CodeKernel.Questions * Stride];
        for (var round = 0; round < 20; round++)
        {
            // In the first round, everything is as large as it can be.
            Array.ForEach(Enumerable.Range(0, codes.Length).ToArray(), i => codes[i] = round == 0 ? (byte)255 : (byte)random.Next(1, 256));
            Array.ForEach(Enumerable.Range(0, plane.Length).ToArray(), i => plane[i] = round == 0 ? (sbyte)-64 : (sbyte)random.Next(-64, 64));
            var expected = PlainSums(codes, plane, Stride, questions);

            var all = SumsOfAll(codes, plane, TotalsOf(plane)[..questions]);

            Assert.All(all, sums => Assert.Equal(expected, sums[..expected.Length]));
        }
    }

    [Fact]
    public void FloatScore_LongVectors_IsHeldWithinOne()
    {
        var long1 = Enumerable.Repeat(1f, 64).ToArray();

        Assert.Equal(1f, FloatKernel.Score(long1, long1));
        Assert.Equal(-1f, FloatKernel.Score(long1, [.. long1.Select(value => -value)]));
    }

    // The bounds as a scan computes them, with the question alone and among others.
    private static float[] Bounds(BlockCodes codes, float[] question, out bool usesBothPlanes)
    {
        var alone = Bounds(codes, question, 0, 1, out usesBothPlanes);
        for (var among = 0; among < 6; among++)
        {
            Assert.Equal(alone, Bounds(codes, question, among, 6, out _));
        }

        return alone;
    }

    private static float[] Bounds(BlockCodes codes, float[] question, int at, int questions, out bool usesBothPlanes)
    {
        var folded = new QueryCodes(question.Length);
        folded.Reserve(questions);
        for (var i = 0; i < questions; i++)
        {
            folded.Fold(i, [.. question.Select(value => value / (i + 2))], Norm(question), codes);
        }

        var bound = folded.Fold(at, question, Norm(question) * (1 + 1e-9), codes);
        usesBothPlanes = bound.UsesBothPlanes;
        var (high, low) = (new int[codes.Rows * CodeKernel.Questions], new int[codes.Rows * CodeKernel.Questions]);
        var first = at / CodeKernel.Questions * CodeKernel.Questions;
        folded.Score(first, questions == 1, isLow: false, codes.Codes, high);
        folded.Score(first, questions == 1, isLow: true, codes.Codes, low);
        var bounds = new float[codes.Rows];
        for (var row = 0; row < codes.Rows; row += Vector<float>.Count)
        {
            var place = ((at - first) * codes.Rows) + row;
            bound.Of(codes, row, ref high[place], ref low[place]).CopyTo(bounds, row);
        }

        return bounds;
    }

    private static IEnumerable<int[]> SumsOfAll(byte[] codes, sbyte[] plane, int[] totals)
    {
        yield return Sums(sums => CodeKernel.Dots(codes, plane, totals, sums));
        yield return Sums(sums => CodeKernel.Dots<PlainLanes, Vector128<int>, Shorts128, Shorts128>(codes, plane, totals, sums));
        if (Avx2.IsSupported)
        {
            yield return Sums(sums => CodeKernel.Dots<Avx2Lanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(codes, plane, totals, sums));
        }

        if (AvxVnni.IsSupported)
        {
            yield return Sums(sums => CodeKernel.Dots<VnniLanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(codes, plane, totals, sums));
        }

        if (Dp.IsSupported)
        {
            yield return Sums(sums => CodeKernel.Dots<ArmLanes, Vector128<int>, Vector128<sbyte>, Vector128<sbyte>>(codes, plane, totals, sums));
        }
    }

    private static int[] Sums(Action<int[]> score)
    {
        var sums = new int[3 * CodeKernel.GroupRows * CodeKernel.Questions];
        score(sums);
        return sums;
    }

    private static int[] TotalsOf(sbyte[] plane) =>
        [.. Enumerable.Range(0, CodeKernel.Questions).Select(question => plane.Where((_, at) => at / 4 % 4 == question).Sum(number => number))];

    // Question by question, row by row, dimension by dimension.
    private static int[] PlainSums(byte[] codes, sbyte[] plane, int stride, int questions)
    {
        var rows = codes.Length / stride;
        var sums = new int[questions * rows];
        for (var i = 0; i < sums.Length; i++)
        {
            var (question, row) = (i / rows, i % rows);
            for (var j = 0; j < stride; j++)
            {
                var code = codes[(row / 16 * 16 * stride) + (j / 4 * 64) + (row % 16 * 4) + (j % 4)] - 128;
                sums[i] += code * plane[(j / 4 * 16) + (question * 4) + (j % 4)];
            }
        }

        return sums;
    }

    private static (RowBlock Block, float[] Query) Block(string name, int dimension, int count = 48)
    {
        var (rows, query) = Datasets.Make(name, count, dimension);
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
