using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Scans one segment for several questions. It goes chunk by chunk, small enough to stay in the first-level cache while all questions are scored
/// against it. Belongs to one worker.
/// </summary>
internal sealed class SegmentScanner
{
    private const int ChunkRows = 64;

    /// <summary>A page: how far ahead codes are fetched while they are read from memory, which is when the first questions are scored.</summary>
    private const int BytesAhead = 4096;

    private readonly int[] _high = new int[ChunkRows * CodeKernel.Questions];
    private readonly int[] _low = new int[ChunkRows * CodeKernel.Questions];
    private QueryCodes? _codes;
    private ScoreBound[] _bounds = [];
    private long[] _scored = [];

    /// <summary>Scans a segment and notes its number with each question. A question that fails or is over does not disturb the others.</summary>
    public void Scan(int number, Segment segment, ReadOnlySpan<ScanQuestion> questions, bool useCodes)
    {
        if (_scored.Length < questions.Length)
        {
            _scored = new long[questions.Length];
            _bounds = new ScoreBound[questions.Length];
        }

        _scored.AsSpan(0, questions.Length).Clear();
        if (useCodes && segment.Codes is { } rows)
        {
            ScanCodes(segment, rows, questions);
        }
        else
        {
            ScanFloats(segment, questions);
        }

        // Rows and codes may be those of a mapped file.
        GC.KeepAlive(segment);
        for (var i = 0; i < questions.Length; i++)
        {
            questions[i].Note(number, _scored[i]);
        }
    }

    private void ScanFloats(Segment segment, ReadOnlySpan<ScanQuestion> questions)
    {
        for (var chunk = 0; chunk < segment.Count; chunk += ChunkRows)
        {
            var end = Math.Min(segment.Count, chunk + ChunkRows);
            for (var i = 0; i < questions.Length; i++)
            {
                for (var row = chunk; row < end && !questions[i].IsOver; row++)
                {
                    _scored[i] += Offer(questions[i], segment, row);
                }
            }
        }
    }

    private void ScanCodes(Segment segment, BlockCodes rows, ReadOnlySpan<ScanQuestion> questions)
    {
        var stride = segment.Block.Stride;
        _codes ??= new QueryCodes(stride);
        _codes.Reserve(questions.Length);
        for (var i = 0; i < questions.Length; i++)
        {
            _bounds[i] = _codes.Fold(i, questions[i].Query, questions[i].Norm, rows);
        }

        for (var chunk = 0; chunk < rows.Rows; chunk += ChunkRows)
        {
            var count = Math.Min(ChunkRows, rows.Rows - chunk);
            var codes = rows.Codes.Slice(chunk * stride, count * stride);
            for (var first = 0; first < questions.Length; first += CodeKernel.Questions)
            {
                var together = questions.Slice(first, Math.Min(CodeKernel.Questions, questions.Length - first));
                ScanChunk(segment, rows, chunk, codes, together, first);
            }
        }
    }

    private void ScanChunk(
        Segment segment, BlockCodes rows, int chunk, ReadOnlySpan<byte> codes, ReadOnlySpan<ScanQuestion> questions, int first)
    {
        var isOne = questions.Length == 1;
        _codes!.Score(first, isOne, isLow: false, codes, _high, first == 0 ? BytesAhead : 0);
        var count = codes.Length / segment.Block.Stride;
        var hasLow = false;
        for (var i = 0; i < questions.Length; i++)
        {
            if (_bounds[first + i].UsesBothPlanes && !hasLow)
            {
                _codes.Score(first, isOne, isLow: true, codes, _low);
                hasLow = true;
            }

            if (!questions[i].IsOver)
            {
                var sums = new Range(i * count, (i + 1) * count);
                _scored[first + i] += Sift(segment, rows, chunk, questions[i], _bounds[first + i], _high.AsSpan(sums), _low.AsSpan(sums));
            }
        }
    }

    private static long Sift(
        Segment segment, BlockCodes rows, int chunk, ScanQuestion question, in ScoreBound bound, ReadOnlySpan<int> high, ReadOnlySpan<int> low)
    {
        var scored = 0L;
        ref var highs = ref MemoryMarshal.GetReference(high);
        ref var lows = ref MemoryMarshal.GetReference(low);
        var floor = FloorOf(question);
        for (var i = 0; i < high.Length; i += Vector<float>.Count)
        {
            var most = bound.Of(rows, chunk + i, ref Unsafe.Add(ref highs, i), ref Unsafe.Add(ref lows, i));
            if (!Vector.GreaterThanOrEqualAny(most, new Vector<float>(floor)))
            {
                continue;
            }

            for (var lane = 0; lane < Vector<float>.Count && chunk + i + lane < segment.Count; lane++)
            {
                if (most[lane] >= floor)
                {
                    scored += Offer(question, segment, chunk + i + lane);
                    floor = FloorOf(question);
                }
            }
        }

        return scored;
    }

    // Scores are clamped to [-1, 1], so a row of that lowest score may have a bound below it.
    private static float FloorOf(ScanQuestion question) => question.Floor > -1 ? question.Floor : float.NegativeInfinity;

    private static int Offer(ScanQuestion question, Segment segment, int row)
    {
        try
        {
            return question.Offer(segment, row) ? 1 : 0;
        }
#pragma warning disable CA1031 // The exception is the question's answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            question.Fail(exception);
            return 0;
        }
    }
}
