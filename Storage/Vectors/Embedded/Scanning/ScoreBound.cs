using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The most that the float scores of a block's rows can be, as their codes have it. A row whose bound is below the k-th best score so far cannot be
/// among the best k. Every other row is scored with its floats, so the answer is that of a scan of the floats, to the last bit.
/// </summary>
/// <remarks>
/// <para>
/// A row is x_ij = s_j·c_ij + e_ij (<see cref="BlockCodes"/>), a question with the scales folded in is p_j = q_j·s_j = T·U_j + d_j
/// (<see cref="QueryCodes"/>): U_j is the first plane, or both (then T is the second plane's unit). So
/// </para>
/// <code>
///     q·x_i  =  T·Σ U_j·c_ij  +  Σ d_j·c_ij  +  Σ q_j·e_ij
///            &lt;=  T·D_i          +  |d|·|c_i|   +  |q|·|e_i|          (Cauchy-Schwarz, twice)
///               kernel          question's       row's residual
///                               rounding         norm
/// </code>
/// <para>
/// D_i is exact. The computed float score is at most F = γ·|q|·max |x_i| above q·x_i, whatever the order of its additions
/// (<see cref="FloatKernel.ErrorOf"/>).
/// </para>
/// <para>
/// This holds for any c_ij with its e_ij, so it is used twice: first with what the high plane alone says, c_ij = 8·h_ij - 124.5, and for rows that
/// this does not rule out with the whole code, c_ij = 8·h_ij + l_ij - 128. So that all is in whole numbers, 2·D_i is computed:
/// </para>
/// <code>
///     2·D_i  =  16·Σ U_j·h_ij                    -  249·Σ U_j         high plane
///     2·D_i  =  16·Σ U_j·h_ij  +  2·Σ U_j·l_ij   -  256·Σ U_j         whole code
///               kernel            of one row         of the question
/// </code>
/// <para>
/// Two more errors are covered. p_j/t is computed with four roundings, each of at most u = 2^-24 of it, so the computed |d| is increased by
/// 8u·t·|p/t| (and by 1/10,000 of itself, for the sum of its squares). The bound itself is computed in float32: four terms, each rounded at most six
/// times, so it may be too low by 8u of M, the sum of the largest values that the terms can have; |T·D_i| is at most (|p| + |d|)·|c_i|. 32u·M is
/// added.
/// </para>
/// </remarks>
internal readonly struct ScoreBound
{
    private const double OwnRoundings = 1.0 / (1 << 19);

    /// <summary>What one of h is worth in twice D_i, as a shift.</summary>
    private const int HighShift = 4;

    /// <summary>The scores that underflow differ by less than this.</summary>
    private const double Underflow = 1e-30;

    private readonly float _queryNorm;
    private readonly float _firstUnit;
    private readonly float _secondUnit;
    private readonly float _constant;
    private readonly int _firstOffset;
    private readonly int _secondOffset;

    private ScoreBound(BlockCodes rows, in FoldedQuestion question, float largestResidual, float largestCode, int offset2)
    {
        _queryNorm = Above(question.Norm);
        _firstUnit = question.Unit * (128 / 2);
        _secondUnit = question.UsesBothPlanes ? question.Unit / 2 : 0;
        (_firstOffset, _secondOffset) = (offset2 * question.FirstTotal, offset2 * question.SecondTotal);
        var rounding = (question.UsesBothPlanes ? question.SecondError : question.FirstError) * largestCode;
        var largestTerms = (largestResidual * question.Norm) + (((2 * question.Products) + (3 * question.FirstError)) * largestCode);
        var floatError = FloatKernel.ErrorOf(rows.Scales.Length) * question.Norm * rows.Norms.Row;
        _constant = Above(rounding + floatError + ((largestTerms + floatError) * OwnRoundings) + Underflow);
    }

    /// <summary>The bound by the high plane of the codes.</summary>
    public static ScoreBound Coarse(BlockCodes rows, in FoldedQuestion question) =>
        new(rows, question, rows.Norms.CoarseResidual, rows.Norms.CoarseCode, BlockCodes.CoarseOffset2);

    /// <summary>The bound by the whole codes.</summary>
    public static ScoreBound Fine(BlockCodes rows, in FoldedQuestion question) =>
        new(rows, question, rows.Norms.Residual, rows.Norms.Code, 2 * BlockCodes.Offset);

    /// <summary>Whether the sums with the question's second plane are needed too.</summary>
    public bool UsesBothPlanes => _secondUnit > 0;

    /// <summary>
    /// The most that the float score of any row of a segment can be, without reading its codes: |q|·max |x_i| (Cauchy-Schwarz), and what rounding
    /// can add to a score, F above. No score is larger than 1.
    /// </summary>
    public static float OfUnseen(Segment segment, double queryNorm)
    {
        var product = queryNorm * (segment.Codes?.Norms.Row ?? LargestRow(segment));
        var bound = Above((product * (1 + FloatKernel.ErrorOf(segment.Block.Stride))) + Underflow);
        return bound < 1 ? bound : 1;
    }

    /// <summary>Finds the rows of a chunk whose bound by the high plane is not below a floor.</summary>
    /// <param name="residuals">|e_i| of each row where only h is known.</param>
    /// <param name="first">Σ U_j·h_ij of each row with the question's first plane: a multiple of a vector, at most 64.</param>
    /// <param name="second">The same with the second plane; ignored unless it is used.</param>
    /// <param name="floor">The floor.</param>
    /// <param name="bounds">The bounds of all rows are written here.</param>
    /// <returns>A bit for each row.</returns>
    public ulong NotBelow(
        ReadOnlySpan<float> residuals, ReadOnlySpan<int> first, ReadOnlySpan<int> second, float floor, Span<float> bounds)
    {
        var found = 0ul;
        var (queryNorm, constant) = (new Vector<float>(_queryNorm), new Vector<float>(_constant));
        var (unit, offset, least) = (new Vector<float>(_firstUnit), new Vector<int>(_firstOffset), new Vector<float>(floor));
        ref var norms = ref MemoryMarshal.GetReference(residuals);
        ref var firsts = ref MemoryMarshal.GetReference(first);
        for (var i = 0; i < first.Length; i += Vector<float>.Count)
        {
            var bound = (Vector.LoadUnsafe(ref norms, (nuint)i) * queryNorm) + constant;
            bound += Vector.ConvertToSingle((Vector.LoadUnsafe(ref firsts, (nuint)i) << HighShift) - offset) * unit;
            if (UsesBothPlanes)
            {
                var sums = (Vector.LoadUnsafe(in second[i]) << HighShift) - new Vector<int>(_secondOffset);
                bound += Vector.ConvertToSingle(sums) * _secondUnit;
            }

            bound.StoreUnsafe(ref bounds[i]);
            found |= Bits(Vector.GreaterThanOrEqual(bound, least)) << i;
        }

        return found;
    }

    /// <summary>The bound of one row.</summary>
    /// <param name="residual">|e_i|.</param>
    /// <param name="first">Σ U_j·h_ij and Σ U_j·l_ij with the question's first plane.</param>
    /// <param name="second">The same with the second plane; ignored unless it is used.</param>
    public float Of(float residual, (int High, int Low) first, (int High, int Low) second)
    {
        var bound = (residual * _queryNorm) + _constant + (((first.High << HighShift) + (2 * first.Low) - _firstOffset) * _firstUnit);
        return UsesBothPlanes ? bound + (((second.High << HighShift) + (2 * second.Low) - _secondOffset) * _secondUnit) : bound;
    }

    /// <summary>How far the bound of a row can be above its score, about.</summary>
    public float SlackOf(float residual) => 2 * ((residual * _queryNorm) + _constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector<int> mask) =>
        Vector<int>.Count == Vector256<int>.Count ? mask.AsVector256().ExtractMostSignificantBits()
            : Vector<int>.Count == Vector128<int>.Count ? mask.AsVector128().ExtractMostSignificantBits()
            : mask.AsVector512().ExtractMostSignificantBits();

    // Only a block that is not full yet has no codes, so there is seldom more than one.
    private static double LargestRow(Segment segment)
    {
        var largest = 0.0;
        for (var row = 0; row < segment.Count; row++)
        {
            largest = Math.Max(largest, ScanQuestion.NormOf(segment.Block.Row(row)));
        }

        return largest;
    }

    private static float Above(double value) => MathF.BitIncrement((float)value);
}
