namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// A full block's rows with one byte per dimension: x_ij = s_j·c_ij + e_ij. Each block has its own scales s_j = max |x_ij| / 127, so nothing
/// saturates, no later row can require another scale, and an outlier dimension does not cost the others precision.
/// </summary>
/// <remarks>
/// What the code loses is kept as the row's residual norm |e_i|, computed from the stored code. <see cref="ScoreBound"/> says what it is for;
/// <see cref="CodeKernel"/> shows the order of the codes.
/// </remarks>
internal sealed class BlockCodes
{
    private readonly AlignedBuffer<byte> _codes;
    private readonly float[] _scales;
    private readonly float[] _residuals;
    private readonly float[] _codeNorms;

    /// <summary>Encodes a full block.</summary>
    public BlockCodes(RowBlock block)
    {
        Rows = RowsOf(block.Capacity);
        _codes = new AlignedBuffer<byte>(Rows * block.Stride);
        _scales = ScalesOf(block);
        _residuals = new float[Rows];
        _codeNorms = new float[Rows];
        for (var row = 0; row < block.Capacity; row++)
        {
            LargestRow = MathF.Max(LargestRow, Encode(block, row));
        }

        LargestResidual = _residuals.Max();
        LargestCode = _codeNorms.Max();
    }

    /// <summary>Codes that were made before.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="scales"><see cref="Scales"/>.</param>
    /// <param name="residuals"><see cref="Residuals"/>.</param>
    /// <param name="codeNorms"><see cref="CodeNorms"/>.</param>
    /// <param name="largestRow"><see cref="LargestRow"/>.</param>
    public BlockCodes(AlignedBuffer<byte> codes, float[] scales, float[] residuals, float[] codeNorms, float largestRow)
    {
        Rows = residuals.Length;
        _codes = codes;
        _scales = scales;
        _residuals = residuals;
        _codeNorms = codeNorms;
        LargestRow = largestRow;
        LargestResidual = _residuals.Max();
        LargestCode = _codeNorms.Max();
    }

    /// <summary>The number of rows, rounded up to whole groups. Those that the block does not have are arbitrary.</summary>
    public int Rows { get; }

    public ReadOnlySpan<byte> Codes => _codes.Span;

    public ReadOnlySpan<float> Scales => _scales;

    /// <summary>|e_i| of each row.</summary>
    public ReadOnlySpan<float> Residuals => _residuals;

    /// <summary>|c_i| of each row.</summary>
    public ReadOnlySpan<float> CodeNorms => _codeNorms;

    public float LargestResidual { get; }

    public float LargestCode { get; }

    /// <summary>The largest |x_i|.</summary>
    public float LargestRow { get; }

    /// <summary>The number of rows in whole groups.</summary>
    public static int RowsOf(int capacity) => (capacity + CodeKernel.GroupRows - 1) / CodeKernel.GroupRows * CodeKernel.GroupRows;

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

    private float Encode(RowBlock block, int row)
    {
        var values = block.Row(row);
        var start = (row / CodeKernel.GroupRows * CodeKernel.GroupRows * block.Stride) + (row % CodeKernel.GroupRows * CodeKernel.Quad);
        var codes = _codes.Span[start..];
        double squares = 0, left = 0;
        var codeSquares = 0L;
        for (var j = 0; j < values.Length; j++)
        {
            var scale = _scales[j];
            var code = scale > 0 ? (int)Math.Clamp(MathF.Round(values[j] / scale), -127f, 127f) : 0;
            codes[(j / CodeKernel.Quad * CodeKernel.GroupRows * CodeKernel.Quad) + (j % CodeKernel.Quad)] = (byte)(code + 128);
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
