namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// A full block's rows with one byte per dimension: x_ij = s_j·c_ij + e_ij. Each block has its own scales s_j = max |x_ij| / 127, so nothing
/// saturates, no later row can require another scale, and an outlier dimension does not cost the others precision.
/// </summary>
/// <remarks>
/// What the code loses is stored as the row's residual norm |e_i|, computed from the stored code. With a query q = t·U/s + d/s
/// (<see cref="QueryCodes"/>), q·x = t·Σ U_j·c_ij + Σ d_j·c_ij + Σ q_j·e_ij, so by the Cauchy-Schwarz inequality q·x &lt;= code score + |d||c_i| +
/// |q||e_i|; the computed float score is at most the float error above it.
/// </remarks>
internal sealed class BlockCodes
{
    private readonly AlignedBuffer<byte> _codes;
    private readonly float[] _scales;
    private readonly float[] _residuals;
    private readonly float[] _codeNorms;
    private readonly double _largestRow;

    /// <summary>Encodes a full block.</summary>
    public BlockCodes(RowBlock block)
    {
        _codes = new AlignedBuffer<byte>(block.Capacity * block.Stride);
        _scales = ScalesOf(block);
        _residuals = new float[block.Capacity];
        _codeNorms = new float[block.Capacity];
        for (var row = 0; row < block.Capacity; row++)
        {
            _largestRow = Math.Max(_largestRow, Encode(block, row));
        }
    }

    public ReadOnlySpan<byte> Codes => _codes.Span;

    public ReadOnlySpan<float> Scales => _scales;

    /// <summary>The part of the bound that all rows of the block share: the float error of a score.</summary>
    public double FloatError(double queryNorm) => (FloatKernel.ErrorOf(_scales.Length) * queryNorm * _largestRow) + 1e-30;

    /// <summary>The most by which a row's float score can exceed its code score, not counting the float error.</summary>
    public double Slack(int row, double queryNorm, double queryError) => (_residuals[row] * queryNorm) + (_codeNorms[row] * queryError);

    private static float[] ScalesOf(RowBlock block)
    {
        var scales = new float[block.Stride];
        for (var row = 0; row < block.Capacity; row++)
        {
            var values = block.Row(row);
            for (var j = 0; j < scales.Length; j++)
            {
                scales[j] = MathF.Max(scales[j], MathF.Abs(values[j]));
            }
        }

        for (var j = 0; j < scales.Length; j++)
        {
            scales[j] /= 127;
        }

        return scales;
    }

    private double Encode(RowBlock block, int row)
    {
        var values = block.Row(row);
        var codes = _codes.Span.Slice(row * block.Stride, block.Stride);
        double squares = 0, left = 0;
        var codeSquares = 0L;
        for (var j = 0; j < codes.Length; j++)
        {
            var scale = _scales[j];
            var code = scale > 0 ? (int)Math.Clamp(MathF.Round(values[j] / scale), -127f, 127f) : 0;
            codes[j] = (byte)(code + 128);
            codeSquares += code * code;
            var rest = values[j] - ((double)scale * code);
            left += rest * rest;
            squares += (double)values[j] * values[j];
        }

        _residuals[row] = Above(left);
        _codeNorms[row] = Above(codeSquares);
        return Above(squares);
    }

    // The square root, rounded up to a float.
    private static float Above(double square) => MathF.BitIncrement((float)(Math.Sqrt(square) * (1 + 1e-9)));
}
