namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>One question: what is asked, the best hits so far, and the answer that its caller waits for. All workers of a pass share it.</summary>
internal sealed class ScanQuestion
{
    private readonly TaskCompletionSource<ScanResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TopHits _top;
    private readonly Lock _lock = new();
    private readonly Func<Payload, bool>? _filter;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _leaving;
    private volatile float _floor = float.NegativeInfinity;
    private int _left;
    private long _scored;

    /// <summary>Prepares a question. It is over as soon as the token is cancelled.</summary>
    public ScanQuestion(ReadOnlySpan<float> query, int k, Filter? filter, CancellationToken cancellationToken)
    {
        Query = new float[RowBlock.StrideOf(query.Length)];
        query.CopyTo(Query);
        Norm = NormOf(query);
        _top = new TopHits(k);
        _filter = filter is null ? null : FilterMatch.Compile(filter);
        _cancellationToken = cancellationToken;
        _leaving = cancellationToken.UnsafeRegister(static question => ((ScanQuestion)question!).Leave(), this);
    }

    /// <summary>The query, padded with zeros to the stride of the rows.</summary>
    public float[] Query { get; }

    /// <summary>The length of the query, rounded up.</summary>
    public double Norm { get; }

    public Task<ScanResult> Answer => _answer.Task;

    /// <summary>Whether it has its answer or its error, or its caller has left. It is then scored no further.</summary>
    public bool IsOver => _answer.Task.IsCompleted;

    /// <summary>The k-th best score so far. A lower one cannot be among the answer's.</summary>
    public float Floor => _floor;

    /// <summary>How many segments no worker has taken for it yet; guarded by the queue's lock.</summary>
    public int ToTake { get; set; }

    /// <summary>The version that it is answered from, once it has begun.</summary>
    public RowIndex? Index { get; private set; }

    /// <summary>Begins a pass over a version's segments.</summary>
    public void Begin(RowIndex index)
    {
        Index = index;
        ToTake = _left = index.Segments.Count;
        if (_left == 0)
        {
            Finish();
        }
    }

    /// <summary>Scores a row with its floats and keeps it if it is among the best k so far and passes the filter.</summary>
    /// <returns>Whether the floats were read.</returns>
    public bool Offer(Segment segment, int row)
    {
        if (!segment.Payloads.IsLive(row) || _filter?.Invoke(segment.Payloads[row]!) == false)
        {
            return false;
        }

        var score = FloatKernel.Score(Query, segment.Block.Row(row));
        if (score >= _floor)
        {
            var hit = new Hit(segment.Block.Ids[row], score, segment.Payloads[row]!);
            lock (_lock)
            {
                _top.Offer(hit);
                _floor = _top.Floor;
            }
        }

        return true;
    }

    /// <summary>Notes that a segment has been scanned; the last one completes the answer.</summary>
    public void Note(long scored)
    {
        Interlocked.Add(ref _scored, scored);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            Finish();
        }
    }

    public void Fail(Exception exception)
    {
        _answer.TrySetException(exception);
        _leaving.Dispose();
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

    private void Leave() => _answer.TrySetCanceled(_cancellationToken);

    private void Finish()
    {
        if (!IsOver)
        {
            _answer.TrySetResult(new ScanResult(_top.ToArray(), Interlocked.Read(ref _scored)));
        }

        _leaving.Dispose();
    }
}
