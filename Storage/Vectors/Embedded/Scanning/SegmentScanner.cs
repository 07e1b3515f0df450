namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Scans one segment for several questions. It goes chunk by chunk, small enough to stay in the first-level cache while all questions are scored
/// against it. Belongs to one worker.
/// </summary>
internal sealed class SegmentScanner
{
    /// <summary>The rows of a chunk.</summary>
    public const int ChunkRows = 2 * CodePlanes.GroupRows;

    private readonly RowSieve _sieve = new();
    private readonly int[] _first = new int[ChunkRows * CodeKernel.Questions];
    private readonly int[] _second = new int[ChunkRows * CodeKernel.Questions];
    private AlignedBuffer<byte>? _lines;
    private QueryCodes? _codes;
    private long[] _scored = [];

    /// <summary>Scans a segment and notes its number with each question. A question that fails or is over does not disturb the others.</summary>
    public void Scan(int number, Segment segment, ReadOnlySpan<ScanQuestion> questions, bool useCodes)
    {
        if (_scored.Length < questions.Length)
        {
            _scored = new long[questions.Length];
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
                    _scored[i] += questions[i].TryOffer(segment, row);
                }
            }
        }
    }

    private void ScanCodes(Segment segment, BlockCodes rows, ReadOnlySpan<ScanQuestion> questions)
    {
        _codes ??= new QueryCodes(segment.Block.Stride);
        _lines ??= new AlignedBuffer<byte>(ChunkRows * segment.Block.Stride);
        _sieve.Begin(questions, rows, _codes);
        for (var chunk = 0; chunk < rows.Rows; chunk += ChunkRows)
        {
            var count = Math.Min(ChunkRows, rows.Rows - chunk);
            if (questions.Length == 1)
            {
                ScanOne(rows, chunk, count);
            }
            else
            {
                ScanChunk(rows, chunk, count, questions.Length);
            }

            _sieve.Settle(segment, questions, _codes, _scored, isLast: chunk + count == rows.Rows);
        }
    }

    private void ScanOne(BlockCodes rows, int chunk, int count)
    {
        var packed = rows.High(chunk, count);
        _codes!.ScoreOne(0, isSecond: false, packed, _first);
        if (_sieve.UsesBothPlanes(..1))
        {
            _codes.ScoreOne(0, isSecond: true, packed, _second);
        }

        _sieve.Sift(rows, chunk, 0, _first.AsSpan(0, count), _second.AsSpan(0, count));
    }

    private void ScanChunk(BlockCodes rows, int chunk, int count, int questions)
    {
        var lines = _lines!.Span[..(count * rows.Scales.Length)];
        CodeKernel.Unpack(rows.High(chunk, count), lines);
        var next = rows.High(chunk + count, Math.Min(count, rows.Rows - chunk - count));
        for (var first = 0; first < questions; first += CodeKernel.Questions)
        {
            var end = Math.Min(questions, first + CodeKernel.Questions);
            _codes!.Score(first, isSecond: false, lines, _first, first == 0 ? next : default);
            if (_sieve.UsesBothPlanes(first..end))
            {
                _codes.Score(first, isSecond: true, lines, _second, default);
            }

            for (var at = first; at < end; at++)
            {
                var sums = (at - first) * count;
                _sieve.Sift(rows, chunk, at, _first.AsSpan(sums, count), _second.AsSpan(sums, count));
            }
        }
    }
}
