namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// A query as integers, for scoring the codes of one block. The block's scales are folded in, p_j = q_j·s_j; then p_j = t·U_j + d_j with U_j =
/// 128·High_j + Low_j, which is 15 bits in two planes of 8. With a single plane, an outlier dimension would leave the others no precision.
/// </summary>
/// <remarks>Belongs to one worker of a search, which recomputes it for each block.</remarks>
internal sealed class QueryCodes
{
    private const int Limit = 127 * 128;

    private readonly float[] _query;
    private readonly sbyte[] _high;
    private readonly sbyte[] _low;

    /// <summary>Prepares a query that is padded to the stride.</summary>
    public QueryCodes(float[] query)
    {
        _query = query;
        _high = new sbyte[query.Length];
        _low = new sbyte[query.Length];
    }

    public ReadOnlySpan<sbyte> High => _high;

    public ReadOnlySpan<sbyte> Low => _low;

    /// <summary>t: the value of one unit of U.</summary>
    public double Unit { get; private set; }

    /// <summary>The sum of U; times 128, it is what the offset of the unsigned codes adds to every dot product.</summary>
    public long Sum { get; private set; }

    /// <summary>|d|; times a row's code norm, it bounds the error from rounding the query.</summary>
    public double Error { get; private set; }

    public void Fold(ReadOnlySpan<float> scales)
    {
        var largest = 0.0;
        for (var j = 0; j < scales.Length; j++)
        {
            largest = Math.Max(largest, Math.Abs((double)_query[j] * scales[j]));
        }

        Unit = largest / Limit;
        var perUnit = Unit > 0 ? 1 / Unit : 0;
        var sum = 0L;
        var squares = 0.0;
        for (var j = 0; j < scales.Length; j++)
        {
            var folded = (double)_query[j] * scales[j];
            var whole = (int)Math.Clamp(Math.Round(folded * perUnit), -Limit, Limit);
            var high = (whole + 64) >> 7;
            _high[j] = (sbyte)high;
            _low[j] = (sbyte)(whole - (high << 7));
            sum += whole;
            var rest = folded - (whole * Unit);
            squares += rest * rest;
        }

        Sum = sum;
        Error = Math.Sqrt(squares);
    }
}
