using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The most that the float scores of a block's rows can be, as their codes have it. A row whose bound is below the k-th best score so far cannot be
/// among the best k. Every other row is scored with its floats, so the answer is that of a scan of the floats, to the last bit.
/// </summary>
/// <remarks>
/// <para>
/// A row is x_ij = s_j·c_ij + e_ij (<see cref="BlockCodes"/>), a question with the scales folded in is p_j = q_j·s_j = T·H_j + d_j
/// (<see cref="QueryCodes"/>): H_j is the first plane, or both (then T is the second plane's unit). So
/// </para>
/// <code>
///     q·x_i  =  T·Σ H_j·c_ij  +  Σ d_j·c_ij  +  Σ q_j·e_ij
///            &lt;=  T·D_i          +  |d|·|c_i|   +  |q|·|e_i|          (Cauchy-Schwarz, twice)
///               kernel          question's       row's residual
///                               rounding         norm
/// </code>
/// <para>
/// D_i is exact. The computed float score is at most F = γ·|q|·max |x_i| above q·x_i, whatever the order of its additions
/// (<see cref="FloatKernel.ErrorOf"/>).
/// </para>
/// <para>
/// Two more errors are covered. p_j/t is computed with four roundings, each of at most u = 2^-24 of it, so the computed |d| is increased by
/// 8u·t·|p/t| (and by 1/10,000 of itself, for the sum of its squares). The bound itself is computed in float32: four terms, each rounded at most six
/// times, so it may be too low by 8u of M, the sum of the largest values that the terms can have; |T·D_i| is at most (|p| + |d|)·|c_i|. 32u·M is
/// added.
/// </para>
/// </remarks>
internal readonly struct ScoreBound
{
    private const double Roundings = 1.0 / (1 << 21);
    private const double OwnRoundings = 1.0 / (1 << 19);
    private const double SquaresRounding = 1 + 1e-4;

    /// <summary>The scores that underflow differ by less than this.</summary>
    private const double Underflow = 1e-30;

    /// <summary>The second plane is used where the bound without it is this much wider. With plain embeddings it is 2.7 times as wide.</summary>
    private const double WorthASecondPlane = 4;

    private readonly float _queryNorm;
    private readonly float _highUnit;
    private readonly float _lowUnit;
    private readonly float _error;
    private readonly float _constant;

    /// <param name="rows">The block.</param>
    /// <param name="queryNorm">|q|.</param>
    /// <param name="unit">t: what one unit of the second plane is worth; one of the first is worth 128 times as much.</param>
    /// <param name="units">|p/t|.</param>
    /// <param name="highRest">|d/t| with the first plane alone.</param>
    /// <param name="lowRest">|d/t| with both.</param>
    public ScoreBound(BlockCodes rows, double queryNorm, float unit, double units, double highRest, double lowRest)
    {
        var residual = rows.LargestResidual * queryNorm;
        var highError = unit * ((highRest * SquaresRounding) + (units * Roundings));
        var lowError = unit * ((lowRest * SquaresRounding) + (units * Roundings));
        UsesBothPlanes = residual + (highError * rows.LargestCode) > WorthASecondPlane * (residual + (lowError * rows.LargestCode));
        _queryNorm = Above(queryNorm);
        _highUnit = unit * 128;
        _lowUnit = UsesBothPlanes ? unit : 0;
        _error = Above(UsesBothPlanes ? lowError : highError);
        _constant = Constant(rows, queryNorm, residual + (((2 * unit * units) + (3 * highError)) * rows.LargestCode));
    }

    private ScoreBound(BlockCodes rows, double queryNorm, double error)
    {
        _queryNorm = Above(queryNorm);
        _error = Above(error);
        _constant = Constant(rows, queryNorm, (rows.LargestResidual * queryNorm) + (error * rows.LargestCode));
    }

    /// <summary>Whether the second plane's sums are needed too.</summary>
    public bool UsesBothPlanes { get; }

    /// <summary>The bound of a question that is all zeros to the codes: H_j = 0 and |d| = |p|.</summary>
    public static ScoreBound OfNothing(BlockCodes rows, double queryNorm, double products) => new(rows, queryNorm, products);

    /// <summary>
    /// The most that the float score of any row of a segment can be, without reading its codes: |q|·max |x_i| (Cauchy-Schwarz), and what rounding
    /// can add to a score, F above. No score is larger than 1.
    /// </summary>
    public static float OfUnseen(Segment segment, double queryNorm)
    {
        var product = queryNorm * (segment.Codes?.LargestRow ?? LargestRow(segment));
        var bound = Above((product * (1 + FloatKernel.ErrorOf(segment.Block.Stride))) + Underflow);
        return bound < 1 ? bound : 1;
    }

    /// <summary>The bounds of as many rows as a vector has.</summary>
    /// <param name="rows">The block.</param>
    /// <param name="row">The first row.</param>
    /// <param name="high">The first plane's sums.</param>
    /// <param name="low">The second plane's sums; ignored unless it is used.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Of(BlockCodes rows, int row, ref int high, ref int low)
    {
        var residuals = Vector.LoadUnsafe(in MemoryMarshal.GetReference(rows.Residuals), (nuint)row);
        var codeNorms = Vector.LoadUnsafe(in MemoryMarshal.GetReference(rows.CodeNorms), (nuint)row);
        var bound = (residuals * _queryNorm) + ((codeNorms * _error) + new Vector<float>(_constant));
        bound += Vector.ConvertToSingle(Vector.LoadUnsafe(ref high)) * _highUnit;
        return UsesBothPlanes ? bound + (Vector.ConvertToSingle(Vector.LoadUnsafe(ref low)) * _lowUnit) : bound;
    }

    private static float Constant(BlockCodes rows, double queryNorm, double largestTerms)
    {
        var floatError = FloatKernel.ErrorOf(rows.Scales.Length) * queryNorm * rows.LargestRow;
        return Above(floatError + ((largestTerms + floatError) * OwnRoundings) + Underflow);
    }

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
