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
    public void CodeBounds_AnyRows_AreNotBelowTheFloatScore(string name, int dimension)
    {
        var (block, query) = Block(name, dimension);
        var random = new Random(dimension);
        var rows = Enumerable.Range(0, block.Capacity).Select(row => block.Row(row).ToArray()).ToArray();
        foreach (var question in Datasets.Questions(rows, query, 10, random))
        {
            var (coarse, fine, _) = Bounds(new BlockCodes(block), question);
            for (var row = 0; row < block.Capacity; row++)
            {
                // The lowest score is clamped to -1, and a scan that looks for it does not rely on bounds.
                var score = FloatKernel.Score(question, block.Row(row));
                Assert.True(score <= Math.Max(coarse[row], -1), $"row {row}, high plane");
                Assert.True(score <= Math.Max(fine[row], -1), $"row {row}, whole code");
            }
        }
    }

    [Fact]
    public void CodeBounds_UnitRows_AreNearTheTrueCosine()
    {
        var (block, query) = Block("random", 512, 1024);

        var (coarse, fine, usesBothPlanes) = Bounds(new BlockCodes(block), query);

        Assert.False(usesBothPlanes);
        for (var row = 0; row < block.Capacity; row++)
        {
            var score = FloatKernel.Score(query, block.Row(row));
            Assert.InRange(coarse[row] - score, .03, .15);
            Assert.InRange(fine[row] - score, .001, .03);
        }
    }

    /// <summary>With the first plane alone, all dimensions but the outliers would be nearly zero.</summary>
    [Fact]
    public void CodeBounds_OutlierDimensions_UseBothPlanes()
    {
        var (block, query) = Block("outliers", 512);

        var (coarse, fine, usesBothPlanes) = Bounds(new BlockCodes(block), query);

        Assert.True(usesBothPlanes);
        for (var row = 0; row < block.Capacity; row++)
        {
            var score = FloatKernel.Score(query, block.Row(row));
            Assert.InRange(coarse[row] - score, 0, .15);
            Assert.InRange(fine[row] - score, 0, .02);
        }
    }

    /// <summary>A question in the direction of what a row's codes lose is the worst there is: the bound is only just above its score.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CodeBounds_QuestionAlongTheResidual_AreJustAboveTheScore(bool isFine)
    {
        const int Dimension = 64;
        var (block, _) = Block("random", Dimension);
        var codes = new BlockCodes(block);
        for (var row = 0; row < block.Capacity; row++)
        {
            var residual = new float[Dimension];
            for (var j = 0; j < Dimension; j++)
            {
                var unit = Enumerable.Range(0, Dimension).Select(i => (sbyte)(i == j ? 1 : 0)).ToArray();
                var sums = new int[codes.Rows];
                CodeKernel.One(codes.High(0, codes.Rows), unit, sums);
                var code = isFine ? (8 * sums[row]) + CodePlanes.DotLow(codes.Low(row), unit) - 128 : (8 * sums[row]) - 124.5f;
                residual[j] = block.Row(row)[j] - (codes.Scales[j] * code);
            }

            var (coarse, fine, _) = Bounds(codes, residual);

            // What the question loses by its own codes, and by the block's largest residual, is all there is between them.
            var score = FloatKernel.Score(residual, block.Row(row));
            var square = Norm(residual) * Norm(residual);
            var lost = isFine ? (codes.Norms.Residual * Norm(residual)) - square : 0;
            Assert.InRange((isFine ? fine : coarse)[row] - score - lost, 0, .05 * Norm(residual));
        }
    }

    [Fact]
    public void CodeBounds_LargestCodesAndDimension_DoNotOverflow()
    {
        const int Dimension = 4096;
        var block = new RowBlock(2, Dimension);
        var ones = Enumerable.Repeat(1f, Dimension).ToArray();
        block.Write(0, Samples.Id(0), ones);
        block.Write(1, Samples.Id(1), [.. ones.Select(value => -value)]);

        var (coarse, fine, _) = Bounds(new BlockCodes(block), ones);

        Assert.InRange(fine[0], Dimension, Dimension + 5);
        Assert.InRange(fine[1], -Dimension, -Dimension + 5);
        Assert.InRange(coarse[0], Dimension, Dimension * 1.1);
        Assert.InRange(coarse[1], -Dimension, -Dimension * .9);
    }

    /// <summary>In the first round, everything is as large as it can be.</summary>
    [Fact]
    public void CodeSums_OfEveryInstructionSet_EqualThoseOfPlainCode()
    {
        const int Stride = 192;
        const int Rows = 3 * CodePlanes.GroupRows;
        var random = new Random(4);
        for (var round = 0; round < 20; round++)
        {
            var codes = Bytes(Rows * Stride, () => round == 0 ? 255 : random.Next(1, 256));
            var questions = Enumerable.Range(0, CodeKernel.Questions)
                .Select(_ => Bytes(Stride, () => round == 0 ? -64 : random.Next(-64, 64)).Select(value => (sbyte)value).ToArray()).ToArray();
            var (packed, low) = Packed(codes, Stride);
            var high = codes.Select(code => code / 8).ToArray();
            var rest = codes.Select(code => code % 8).ToArray();
            int[] expected = [.. questions.SelectMany(question => Sums(high, question))];

            Assert.All(SumsOfAll(packed, questions), sums => Assert.Equal(expected[..sums.Length], sums));
            foreach (var question in questions)
            {
                var length = CodePlanes.LowBytesOf(Stride);
                Assert.Equal(
                    Sums(rest, question), Enumerable.Range(0, Rows).Select(row => CodePlanes.DotLow(low.AsSpan(row * length, length), question)));
            }
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
    private static (float[] Coarse, float[] Fine, bool UsesBothPlanes) Bounds(BlockCodes codes, float[] question)
    {
        var alone = Bounds(codes, question, 0, 1);
        for (var among = 0; among < 6; among++)
        {
            var bounds = Bounds(codes, question, among, 6);
            Assert.Equal(alone.Coarse, bounds.Coarse);
            Assert.Equal(alone.Fine, bounds.Fine);
        }

        return alone;
    }

    private static (float[] Coarse, float[] Fine, bool UsesBothPlanes) Bounds(BlockCodes codes, float[] question, int at, int questions)
    {
        var folded = new QueryCodes(question.Length);
        folded.Reserve(questions);
        for (var i = 0; i < questions; i++)
        {
            folded.Fold(i, [.. question.Select(value => value / (i + 2))], Norm(question), codes);
        }

        var (coarse, fine) = folded.Fold(at, question, Norm(question) * (1 + 1e-9), codes);
        var (first, second) = (Sums(codes, folded, at, questions, isSecond: false), Sums(codes, folded, at, questions, isSecond: true));
        var bounds = (Coarse: new float[codes.Rows], Fine: new float[codes.Rows]);
        for (var group = 0; group < codes.Rows; group += CodePlanes.GroupRows)
        {
            const int Rows = CodePlanes.GroupRows;
            coarse.NotBelow(
                codes.Residuals.Slice(group, Rows), first.AsSpan(group, Rows), second.AsSpan(group, Rows), 0, bounds.Coarse.AsSpan(group));
        }

        for (var row = 0; row < codes.Rows; row++)
        {
            var low = folded.ScoreLow(at, fine.UsesBothPlanes, codes.Low(row));
            bounds.Fine[row] = fine.Of(codes.Norms.Residual, (first[row], low.First), (second[row], low.Second));
        }

        return (bounds.Coarse, bounds.Fine, fine.UsesBothPlanes);
    }

    private static int[] Sums(BlockCodes codes, QueryCodes folded, int at, int questions, bool isSecond)
    {
        var sums = new int[codes.Rows * CodeKernel.Questions];
        if (questions == 1)
        {
            folded.ScoreOne(at, isSecond, codes.High(0, codes.Rows), sums);
            return sums[..codes.Rows];
        }

        var lines = new byte[codes.Rows * codes.Scales.Length];
        CodeKernel.Unpack(codes.High(0, codes.Rows), lines);
        var place = at % CodeKernel.Questions;
        folded.Score(at - place, isSecond, lines, sums, default);
        return sums[(place * codes.Rows)..((place + 1) * codes.Rows)];
    }

    /// <summary>Both planes of rows that are given as a byte for each dimension.</summary>
    private static (byte[] High, byte[] Low) Packed(int[] codes, int stride)
    {
        var rows = codes.Length / stride;
        var (high, low) = (new byte[CodePlanes.HighBytes(rows, stride)], new byte[rows * CodePlanes.LowBytesOf(stride)]);
        for (var row = 0; row < rows; row++)
        {
            var inGroup = row % CodePlanes.GroupRows;
            CodePlanes.Pack(
                [.. codes[(row * stride)..((row + 1) * stride)].Select(code => (byte)code)], high.AsSpan(CodePlanes.HighBytes(row - inGroup, stride)),
                inGroup, low.AsSpan(row * CodePlanes.LowBytesOf(stride)));
        }

        return (high, low);
    }

    /// <summary>The sums of each instruction set that this machine has: of four questions, and of the first alone.</summary>
    private static IEnumerable<int[]> SumsOfAll(byte[] packed, sbyte[][] questions)
    {
        yield return Four((lines, plane, sums) => CodeKernel.Four(lines, plane, sums, default));
        yield return One(sums => CodeKernel.One(packed, questions[0], sums));
        yield return Four(FourOf<PlainLanes, Vector128<short>, Vector128<byte>, Shorts128>);
        yield return One(sums => CodeKernel.One<PlainLanes, Vector128<short>, Vector128<byte>, Shorts128>(packed, questions[0], sums));
        if (Avx2.IsSupported)
        {
            yield return Four(FourOf<Avx2Lanes, Vector256<short>, Vector256<byte>, Vector256<sbyte>>);
            yield return One(sums => CodeKernel.One<Avx2Lanes, Vector256<short>, Vector256<byte>, Vector256<sbyte>>(packed, questions[0], sums));
        }

        if (AvxVnni.IsSupported)
        {
            yield return Four(FourOf<VnniLanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>);
            yield return One(sums => CodeKernel.One<VnniLanes, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(packed, questions[0], sums));
        }

        if (Dp.IsSupported)
        {
            yield return Four(FourOf<ArmLanes, Vector128<int>, Vector128<byte>, Vector128<sbyte>>);
            yield return One(sums => CodeKernel.One<ArmLanes, Vector128<int>, Vector128<byte>, Vector128<sbyte>>(packed, questions[0], sums));
        }

        int[] Four(Action<byte[], sbyte[], int[]> score)
        {
            var lines = new byte[packed.Length / 5 * 8];
            CodeKernel.Unpack(packed, lines);
            var sums = new int[lines.Length / questions[0].Length * CodeKernel.Questions];
            score(lines, [.. Enumerable.Range(0, questions[0].Length * 4).Select(i => questions[i / 4 % 4][(i / 16 * 4) + (i % 4)])], sums);
            return sums;
        }

        int[] One(Action<int[]> score)
        {
            var sums = new int[packed.Length / 5 * 8 / questions[0].Length];
            score(sums);
            return sums;
        }

        void FourOf<TLanes, TSum, TCodes, TQuestion>(byte[] lines, sbyte[] plane, int[] sums)
            where TLanes : ICodeLanes<TSum, TCodes, TQuestion>
        {
            var own = new byte[lines.Length];
            CodeKernel.Unpack<TLanes, TSum, TCodes, TQuestion>(packed, own);
            Assert.Equal(lines, own);
            CodeKernel.Four<TLanes, TSum, TCodes, TQuestion>(lines, plane, sums, packed);
        }
    }

    // Row by row, dimension by dimension.
    private static int[] Sums(int[] codes, sbyte[] question) =>
        [.. codes.Chunk(question.Length).Select(row => row.Zip(question, (code, number) => code * number).Sum())];

    private static int[] Bytes(int count, Func<int> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

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
