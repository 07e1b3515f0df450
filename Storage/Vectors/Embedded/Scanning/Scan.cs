namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// One search over the segments of an index, by one or more workers. Each worker takes the next free segment and keeps its own best k. The highest
/// k-th score of any worker is the floor for all, because the true k-th score cannot be lower.
/// </summary>
internal sealed class Scan
{
    /// <summary>The number of rows from which a search uses helpers.</summary>
    public const int ParallelRows = 50_000;

    private const int RowsBetweenChecks = 256;

    private readonly IReadOnlyList<Segment> _segments;
    private readonly float[] _query;
    private readonly double _queryNorm;
    private readonly int _k;
    private readonly Func<Payload, bool>? _filter;
    private readonly bool _useCodes;
    private readonly CancellationToken _cancellationToken;
    private int _next = -1;
    private int _floor = BitConverter.SingleToInt32Bits(float.NegativeInfinity);
    private long _scored;

    public Scan(IReadOnlyList<Segment> segments, ReadOnlySpan<float> query, int k, Filter? filter, bool useCodes, CancellationToken cancellationToken)
    {
        _segments = segments;
        _query = new float[RowBlock.StrideOf(query.Length)];
        query.CopyTo(_query);
        _queryNorm = NormOf(query);
        _k = k;
        _filter = filter is null ? null : FilterMatch.Compile(filter);
        _useCodes = useCodes;
        _cancellationToken = cancellationToken;
    }

    public ScanResult Run(int rows)
    {
        var top = new TopHits(_k);
        var helpers = rows > ParallelRows ? ScanHelpers.Take(_segments.Count - 1) : 0;
        try
        {
            if (helpers == 0)
            {
                Work(top);
            }
            else
            {
                WorkTogether(helpers + 1, top);
            }
        }
        finally
        {
            ScanHelpers.Return(helpers);
        }

        _cancellationToken.ThrowIfCancellationRequested();
        return new ScanResult(top.ToArray(), _scored);
    }

    private static double NormOf(ReadOnlySpan<float> query)
    {
        var squares = 0.0;
        foreach (var value in query)
        {
            squares += (double)value * value;
        }

        return Math.Sqrt(squares) * (1 + 1e-9);
    }

    private void WorkTogether(int workers, TopHits top)
    {
        var tops = new TopHits[workers];
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            tops[worker] = new TopHits(_k);
            Work(tops[worker]);
        });
        foreach (var part in tops)
        {
            top.OfferAll(part);
        }
    }

    private void Work(TopHits top)
    {
        var codes = _useCodes ? new QueryCodes(_query) : null;
        var scored = 0L;
        for (var i = Interlocked.Increment(ref _next); i < _segments.Count; i = Interlocked.Increment(ref _next))
        {
            if (_cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var segment = _segments[i];
            scored += codes is not null && segment.Codes is not null
                ? ScanCodes(segment, segment.Codes, codes, top)
                : ScanFloats(segment, top);
            RaiseFloor(top.Floor);
        }

        Interlocked.Add(ref _scored, scored);
    }

    private int ScanFloats(Segment segment, TopHits top)
    {
        var floor = Math.Max(top.Floor, Floor);
        for (var row = 0; row < segment.Count && !IsCancelledAt(row); row++)
        {
            var score = FloatKernel.Score(_query, segment.Block.Row(row));
            if (score >= floor && Accepts(segment, row) is { } payload)
            {
                floor = Math.Max(floor, Keep(top, segment, row, score, payload));
            }
        }

        return segment.Count;
    }

    private int ScanCodes(Segment segment, BlockCodes rows, QueryCodes query, TopHits top)
    {
        query.Fold(rows.Scales);
        Span<double> scores = stackalloc double[segment.Count];
        CodeKernel.Score(rows.Codes, segment.Block.Stride, query, scores);
        var floatError = rows.FloatError(_queryNorm);
        var floor = Math.Max(top.Floor, Floor);
        var scored = 0;
        for (var row = 0; row < scores.Length && !IsCancelledAt(row); row++)
        {
            if (scores[row] + rows.Slack(row, _queryNorm, query.Error) + floatError < floor || Accepts(segment, row) is not { } payload)
            {
                continue;
            }

            scored++;
            var score = FloatKernel.Score(_query, segment.Block.Row(row));
            if (score >= floor)
            {
                floor = Math.Max(floor, Keep(top, segment, row, score, payload));
            }
        }

        return scored;
    }

    /// <summary>A filter can make rows expensive, so an abandoned search ends within a segment too.</summary>
    private bool IsCancelledAt(int row) => row % RowsBetweenChecks == 0 && _cancellationToken.IsCancellationRequested;

    private Payload? Accepts(Segment segment, int row) =>
        segment.Payloads[row] is { } payload && (_filter is null || _filter(payload)) ? payload : null;

    private static float Keep(TopHits top, Segment segment, int row, float score, Payload payload)
    {
        top.Offer(new Hit(segment.Block.Ids[row], score, payload));
        return top.Floor;
    }

    private float Floor => BitConverter.Int32BitsToSingle(Volatile.Read(ref _floor));

    private void RaiseFloor(float floor)
    {
        var seen = Volatile.Read(ref _floor);
        while (floor > BitConverter.Int32BitsToSingle(seen))
        {
            var now = Interlocked.CompareExchange(ref _floor, BitConverter.SingleToInt32Bits(floor), seen);
            if (now == seen)
            {
                return;
            }

            seen = now;
        }
    }
}
