using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Questions as whole numbers, for scoring the codes of one block. The block's scales are folded in, p_j = q_j·s_j, and p_j = t·U_j + d_j with
/// U_j = 128·High_j + Low_j: 14 bits in two planes of 7. For most data the first plane alone bounds the scores well enough. Where an outlier
/// dimension leaves the others no precision, both are used.
/// </summary>
/// <remarks>
/// Planes have 7 bits and not 8, because most processors (those without VNNI) multiply bytes twice as fast if no sum of two products exceeds 16 bits.
/// Belongs to one worker, which folds its questions anew for each block. Planes are in the order that <see cref="CodeKernel"/> reads: four questions
/// together, and of these, quad by quad, four numbers of each.
/// </remarks>
internal sealed class QueryCodes
{
    private const int Limit = 63 * 128;

    /// <summary>Products below this have few bits or none, so a question with no larger one is all zeros to the codes.</summary>
    private const float Smallest = 1e-30f;

    private readonly int _stride;
    private sbyte[] _high = [];
    private sbyte[] _low = [];
    private int[] _highTotals = [];
    private int[] _lowTotals = [];

    /// <param name="stride">The padded length of the questions.</param>
    public QueryCodes(int stride) => _stride = stride;

    /// <summary>Makes room for a number of questions.</summary>
    public void Reserve(int questions)
    {
        var padded = (questions + CodeKernel.Questions - 1) / CodeKernel.Questions * CodeKernel.Questions;
        if (_highTotals.Length < padded)
        {
            _high = new sbyte[padded * _stride];
            _low = new sbyte[padded * _stride];
            _highTotals = new int[padded];
            _lowTotals = new int[padded];
        }
    }

    /// <summary>Scores groups of rows with the questions from <paramref name="first"/> on: at most four, or exactly one.</summary>
    /// <param name="first">A multiple of four.</param>
    /// <param name="isOne">Whether there is only one.</param>
    /// <param name="isLow">With the second plane, not with the first.</param>
    /// <param name="codes">The groups.</param>
    /// <param name="dots">The sums.</param>
    /// <param name="ahead">How many bytes ahead memory is fetched.</param>
    public void Score(int first, bool isOne, bool isLow, ReadOnlySpan<byte> codes, Span<int> dots, int ahead = 0)
    {
        var plane = (isLow ? _low : _high).AsSpan(first * _stride, CodeKernel.Questions * _stride);
        CodeKernel.Dots(codes, plane, (isLow ? _lowTotals : _highTotals).AsSpan(first, isOne ? 1 : CodeKernel.Questions), dots, ahead);
    }

    /// <summary>Folds a block's scales into a question, and returns the bound of its scores there.</summary>
    public ScoreBound Fold(int at, float[] query, double queryNorm, BlockCodes rows)
    {
        ref var q = ref MemoryMarshal.GetArrayDataReference(query);
        ref var s = ref MemoryMarshal.GetReference(rows.Scales);
        var largest = LargestProduct(ref q, ref s, _stride);
        var unit = largest / Limit;
        var perUnit = largest > Smallest ? Limit / largest : 0;
        var place = (at / CodeKernel.Questions * CodeKernel.Questions * _stride) + (at % CodeKernel.Questions * CodeKernel.Quad);
        Vector128<float> units2 = default, highRest2 = default, lowRest2 = default;
        Vector128<int> highTotal = default, lowTotal = default;
        for (var j = 0; j < _stride; j += CodeKernel.Quad)
        {
            var units = Vector128.LoadUnsafe(ref q, (nuint)j) * Vector128.LoadUnsafe(ref s, (nuint)j) * perUnit;
            var whole = Vector128.ConvertToInt32(Vector128.Round(units));
            whole = Vector128.Min(Vector128.Max(whole, Vector128.Create(-Limit)), Vector128.Create(Limit));
            var high = (whole + Vector128.Create(64)) >> 7;
            var low = whole - (high << 7);
            Unsafe.WriteUnaligned(ref Unsafe.As<sbyte, byte>(ref _high[place + (j * CodeKernel.Questions)]), Bytes(high));
            Unsafe.WriteUnaligned(ref Unsafe.As<sbyte, byte>(ref _low[place + (j * CodeKernel.Questions)]), Bytes(low));
            highTotal += high;
            lowTotal += low;
            var highRest = units - Vector128.ConvertToSingle(high << 7);
            var lowRest = units - Vector128.ConvertToSingle(whole);
            units2 += units * units;
            highRest2 += highRest * highRest;
            lowRest2 += lowRest * lowRest;
        }

        _highTotals[at] = Vector128.Sum(highTotal);
        _lowTotals[at] = Vector128.Sum(lowTotal);
        return perUnit > 0
            ? new ScoreBound(rows, queryNorm, unit, Norm(units2), Norm(highRest2), Norm(lowRest2))
            : ScoreBound.OfNothing(rows, queryNorm, largest * Math.Sqrt(_stride));
    }

    private static float LargestProduct(ref float q, ref float s, int length)
    {
        Vector128<float> largest = default;
        for (var j = 0; j < length; j += Vector128<float>.Count)
        {
            largest = Vector128.Max(largest, Vector128.Abs(Vector128.LoadUnsafe(ref q, (nuint)j) * Vector128.LoadUnsafe(ref s, (nuint)j)));
        }

        return Math.Max(Math.Max(largest[0], largest[1]), Math.Max(largest[2], largest[3]));
    }

    private static int Bytes(Vector128<int> numbers)
    {
        var shorts = Vector128.Narrow(numbers, numbers);
        return Vector128.Narrow(shorts, shorts).AsInt32().ToScalar();
    }

    private static double Norm(Vector128<float> squares) => Math.Sqrt((double)squares[0] + squares[1] + squares[2] + squares[3]);
}
