using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Questions as whole numbers, for scoring the codes of one block. The block's scales are folded in, p_j = q_j·s_j, and p_j = t·U_j + d_j with
/// U_j = 128·First_j + Second_j: 14 bits in two planes of 7. For most data the first plane alone bounds the scores well enough. Where an outlier
/// dimension leaves the others no precision, both are used.
/// </summary>
/// <remarks>
/// Planes have 7 bits and not 8, because most processors (those without VNNI) multiply bytes twice as fast if sums of some products fit 16 bits.
/// Belongs to one worker, which folds its questions anew for each block. Planes are in the order that <see cref="CodeKernel"/> reads: four questions
/// together, and of these, quad by quad, four numbers of each; and once more in the order of a row, for its low plane.
/// </remarks>
internal sealed class QueryCodes
{
    private const int Limit = 63 * 128;

    /// <summary>Products below this have few bits or none, so a question with no larger one is all zeros to the codes.</summary>
    private const float Smallest = 1e-30f;

    private readonly int _stride;
    private Plane _first = new(0);
    private Plane _second = new(0);

    /// <param name="stride">The padded length of the questions.</param>
    public QueryCodes(int stride) => _stride = stride;

    /// <summary>Makes room for a number of questions.</summary>
    public void Reserve(int questions)
    {
        var padded = (questions + CodeKernel.Questions - 1) / CodeKernel.Questions * CodeKernel.Questions * _stride;
        if (_first.Together.Length < padded)
        {
            (_first, _second) = (new Plane(padded), new Plane(padded));
        }
    }

    /// <summary>Scores groups of rows with four questions.</summary>
    /// <param name="first">The first question, a multiple of four.</param>
    /// <param name="isSecond">With the second plane, not with the first.</param>
    /// <param name="lines">The groups, unpacked.</param>
    /// <param name="totals">Σ U_j·h_j of each row; one question after the other.</param>
    /// <param name="next">The packed codes that come next; empty for none.</param>
    public void Score(int first, bool isSecond, ReadOnlySpan<byte> lines, Span<int> totals, ReadOnlySpan<byte> next) => CodeKernel.Four(
        lines, (isSecond ? _second : _first).Together.AsSpan(first * _stride, CodeKernel.Questions * _stride), totals, next);

    /// <summary>Scores groups of rows with one question.</summary>
    /// <param name="at">The question.</param>
    /// <param name="isSecond">With the second plane, not with the first.</param>
    /// <param name="packed">The groups' high plane.</param>
    /// <param name="totals">Σ U_j·h_j of each row.</param>
    public void ScoreOne(int at, bool isSecond, ReadOnlySpan<byte> packed, Span<int> totals) => CodeKernel.One(
        packed, (isSecond ? _second : _first).Alone.AsSpan(at * _stride, _stride), totals);

    /// <summary>Scores the low plane of a row with a question.</summary>
    /// <returns>Σ First_j·l_j and Σ Second_j·l_j; the latter only where both planes are used.</returns>
    public (int First, int Second) ScoreLow(int at, bool usesBothPlanes, ReadOnlySpan<byte> low)
    {
        var second = usesBothPlanes ? CodePlanes.DotLow(low, _second.Alone.AsSpan(at * _stride, _stride)) : 0;
        return (CodePlanes.DotLow(low, _first.Alone.AsSpan(at * _stride, _stride)), second);
    }

    /// <summary>Folds a block's scales into a question, and returns the bounds of its scores there.</summary>
    public (ScoreBound Coarse, ScoreBound Fine) Fold(int at, float[] query, double queryNorm, BlockCodes rows)
    {
        ref var q = ref MemoryMarshal.GetArrayDataReference(query);
        ref var s = ref MemoryMarshal.GetReference(rows.Scales);
        var largest = LargestProduct(ref q, ref s, _stride);
        var unit = largest / Limit;
        var perUnit = largest > Smallest ? Limit / largest : 0;
        var place = (at / CodeKernel.Questions * CodeKernel.Questions * _stride) + (at % CodeKernel.Questions * CodePlanes.Quad);
        Vector128<float> units2 = default, firstRest2 = default, secondRest2 = default;
        Vector128<int> firstTotal = default, secondTotal = default;
        for (var j = 0; j < _stride; j += CodePlanes.Quad)
        {
            var units = Vector128.LoadUnsafe(ref q, (nuint)j) * Vector128.LoadUnsafe(ref s, (nuint)j) * perUnit;
            var whole = Vector128.ConvertToInt32(Vector128.Round(units));
            whole = Vector128.Min(Vector128.Max(whole, Vector128.Create(-Limit)), Vector128.Create(Limit));
            var first = (whole + Vector128.Create(64)) >> 7;
            var second = whole - (first << 7);
            _first.Write(place + (j * CodeKernel.Questions), (at * _stride) + j, Bytes(first));
            _second.Write(place + (j * CodeKernel.Questions), (at * _stride) + j, Bytes(second));
            firstTotal += first;
            secondTotal += second;
            var firstRest = units - Vector128.ConvertToSingle(first << 7);
            var secondRest = units - Vector128.ConvertToSingle(whole);
            units2 += units * units;
            firstRest2 += firstRest * firstRest;
            secondRest2 += secondRest * secondRest;
        }

        FoldedQuestion folded = perUnit > 0
            ? new(rows, queryNorm, unit, Norm(units2), Norm(firstRest2), Norm(secondRest2), (Vector128.Sum(firstTotal), Vector128.Sum(secondTotal)))
            : new(queryNorm, largest * Math.Sqrt(_stride));
        return (ScoreBound.Coarse(rows, folded), ScoreBound.Fine(rows, folded));
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

    /// <summary>One plane of all questions.</summary>
    private readonly struct Plane(int length)
    {
        /// <summary>Four questions together, quad by quad.</summary>
        public sbyte[] Together { get; } = new sbyte[length];

        /// <summary>One question after the other.</summary>
        public sbyte[] Alone { get; } = new sbyte[length];

        public void Write(int together, int alone, int quad)
        {
            Unsafe.WriteUnaligned(ref Unsafe.As<sbyte, byte>(ref Together[together]), quad);
            Unsafe.WriteUnaligned(ref Unsafe.As<sbyte, byte>(ref Alone[alone]), quad);
        }
    }
}
