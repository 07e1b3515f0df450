using System.Numerics;
using System.Runtime.InteropServices;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// A full block's rows with one byte per dimension: x_ij = s_j·c_ij + e_ij. Each block has its own scales s_j = max |x_ij| / 127, so nothing
/// saturates, no later row can require another scale, and an outlier dimension does not cost the others precision.
/// </summary>
/// <remarks>
/// The byte c + 128 = 8h + l is in two planes (<see cref="CodePlanes"/>). Where only h is known, the code is taken for the middle of the eight it may
/// be, 8h - 124.5. What either loses is kept as a norm, computed from the stored codes: |e_i| of each row for the many that are compared by h alone,
/// the largest of all rows for the few that are compared by the whole code. <see cref="ScoreBound"/> says what they are for.
/// </remarks>
internal sealed class BlockCodes
{
    /// <summary>What is added to a code to make it a byte.</summary>
    public const int Offset = 128;

    /// <summary>The same where only h is known, twice, so that it is a whole number.</summary>
    public const int CoarseOffset2 = (2 * Offset) - CodePlanes.HighUnit + 1;

    private readonly AlignedBuffer<byte> _codes;
    private readonly float[] _scales;
    private readonly float[] _residuals;

    /// <summary>Encodes a full block.</summary>
    public BlockCodes(RowBlock block)
    {
        Rows = RowsOf(block.Capacity);
        _codes = new AlignedBuffer<byte>(Rows * block.Stride);
        _scales = ScalesOf(block);
        _residuals = new float[Rows];
        var (whole, codes) = (new int[block.Stride], new byte[block.Stride]);
        for (var row = 0; row < block.Capacity; row++)
        {
            Encode(block.Row(row), row, whole, codes);
        }
    }

    /// <summary>Codes that were made before.</summary>
    /// <param name="codes"><see cref="Codes"/>.</param>
    /// <param name="scales"><see cref="Scales"/>.</param>
    /// <param name="residuals"><see cref="Residuals"/>.</param>
    /// <param name="norms"><see cref="Norms"/>.</param>
    public BlockCodes(AlignedBuffer<byte> codes, float[] scales, float[] residuals, in CodeNorms norms)
    {
        Rows = residuals.Length;
        (_codes, _scales, _residuals, Norms) = (codes, scales, residuals, norms);
    }

    /// <summary>The number of rows, rounded up to whole groups. Those that the block does not have are arbitrary.</summary>
    public int Rows { get; }

    /// <summary>Both planes: h of all rows, then l of all rows.</summary>
    public ReadOnlySpan<byte> Codes => _codes.Span;

    public ReadOnlySpan<float> Scales => _scales;

    /// <summary>|e_i| of each row where only h is known, rounded up.</summary>
    public ReadOnlySpan<float> Residuals => _residuals;

    /// <summary>The largest norms of all rows.</summary>
    public CodeNorms Norms { get; private set; }

    /// <summary>The number of rows in whole groups.</summary>
    public static int RowsOf(int capacity) => (capacity + CodePlanes.GroupRows - 1) / CodePlanes.GroupRows * CodePlanes.GroupRows;

    /// <summary>The high plane of some groups.</summary>
    /// <param name="row">The first row, the first of its group.</param>
    /// <param name="count">The number of rows, whole groups.</param>
    public ReadOnlySpan<byte> High(int row, int count) =>
        _codes.Span.Slice(CodePlanes.HighBytes(row, _scales.Length), CodePlanes.HighBytes(count, _scales.Length));

    /// <summary>A row's low plane.</summary>
    public ReadOnlySpan<byte> Low(int row) => LowOf(row);

    /// <summary>Has a row's low plane fetched into the cache.</summary>
    public void FetchLow(int row) => CodePlanes.Fetch(ref MemoryMarshal.GetReference(Low(row)), CodePlanes.LowBytesOf(_scales.Length));

    private Span<byte> LowOf(int row)
    {
        var length = CodePlanes.LowBytesOf(_scales.Length);
        return _codes.Span.Slice(CodePlanes.HighBytes(Rows, _scales.Length) + (row * length), length);
    }

    private static float[] ScalesOf(RowBlock block)
    {
        var scales = new float[block.Stride];
        for (var row = 0; row < block.Capacity; row++)
        {
            var values = block.Row(row);
            for (var j = 0; j < scales.Length; j += Vector<float>.Count)
            {
                var largest = Vector.Max(Vector.LoadUnsafe(ref scales[j]), Vector.Abs(Vector.LoadUnsafe(in values[j])));
                largest.StoreUnsafe(ref scales[j]);
            }
        }

        for (var j = 0; j < scales.Length; j++)
        {
            scales[j] /= 127;
        }

        return scales;
    }

    private void Encode(ReadOnlySpan<float> values, int row, int[] whole, byte[] codes)
    {
        Vector<double> squares = default, residuals = default, coarseResiduals = default;
        Vector<int> codeSquares = default, coarseSquares4 = default;
        for (var j = 0; j < values.Length; j += Vector<float>.Count)
        {
            var (x, scale) = (Vector.LoadUnsafe(in values[j]), Vector.LoadUnsafe(ref _scales[j]));
            var units = Vector.ConditionalSelect(Vector.GreaterThan(scale, Vector<float>.Zero), Vector.Round(x / scale), Vector<float>.Zero);
            var code = Vector.ConvertToInt32(Vector.Min(Vector.Max(units, new Vector<float>(-127)), new Vector<float>(127)));
            var stored = code + new Vector<int>(Offset);
            stored.StoreUnsafe(ref whole[j]);

            // Twice the middle of the codes that share h, a whole number.
            var coarse2 = (2 * (stored & new Vector<int>(-CodePlanes.HighUnit))) - new Vector<int>(CoarseOffset2);
            codeSquares += code * code;
            coarseSquares4 += coarse2 * coarse2;
            var coarse = Vector.ConvertToSingle(coarse2) * .5f;
            Sum(Vector.WidenLower(x), Vector.WidenLower(scale), Vector.WidenLower(Vector.ConvertToSingle(code)), Vector.WidenLower(coarse));
            Sum(Vector.WidenUpper(x), Vector.WidenUpper(scale), Vector.WidenUpper(Vector.ConvertToSingle(code)), Vector.WidenUpper(coarse));
        }

        for (var j = 0; j < codes.Length; j++)
        {
            codes[j] = (byte)whole[j];
        }

        var inGroup = row % CodePlanes.GroupRows;
        var group = _codes.Span.Slice(
            CodePlanes.HighBytes(row - inGroup, values.Length), CodePlanes.HighBytes(CodePlanes.GroupRows, values.Length));
        CodePlanes.Pack(codes, group, inGroup, LowOf(row));
        _residuals[row] = Above(Vector.Sum(coarseResiduals));
        Norms = Norms.With(new CodeNorms(
            Above(Vector.Sum(squares)), Above(Vector.Sum(residuals)), Above(Vector.Sum(codeSquares)), _residuals[row],
            Above(Vector.Sum(coarseSquares4) / 4.0)));

        void Sum(Vector<double> x, Vector<double> scale, Vector<double> code, Vector<double> coarse)
        {
            var (left, coarseLeft) = (x - (scale * code), x - (scale * coarse));
            residuals += left * left;
            coarseResiduals += coarseLeft * coarseLeft;
            squares += x * x;
        }
    }

    // The square root, rounded up to a float.
    private static float Above(double square) => MathF.BitIncrement((float)(Math.Sqrt(square) * (1 + 1e-9)));
}

/// <summary>The largest norms of a block's rows.</summary>
/// <param name="Row">|x_i|.</param>
/// <param name="Residual">|e_i| with the whole code.</param>
/// <param name="Code">|c_i| of the whole code.</param>
/// <param name="CoarseResidual">|e_i| where only h is known.</param>
/// <param name="CoarseCode">|c_i| where only h is known.</param>
internal readonly record struct CodeNorms(float Row, float Residual, float Code, float CoarseResidual, float CoarseCode)
{
    /// <summary>The larger of both.</summary>
    public CodeNorms With(in CodeNorms other) => new(
        MathF.Max(Row, other.Row), MathF.Max(Residual, other.Residual), MathF.Max(Code, other.Code),
        MathF.Max(CoarseResidual, other.CoarseResidual), MathF.Max(CoarseCode, other.CoarseCode));
}
