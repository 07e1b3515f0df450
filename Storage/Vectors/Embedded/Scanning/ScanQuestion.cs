namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>One question: what is asked, the best hits so far, and the answer that its caller waits for. All workers of a pass share it.</summary>
internal sealed class ScanQuestion
{
    private const int BitsOfAWord = 64;

    private readonly TaskCompletionSource<ScanResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TopHits _top;
    private readonly Lock _lock = new();
    private readonly Func<Payload, bool>? _filter;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _leaving;
    private volatile float _floor = float.NegativeInfinity;
    private volatile RowIndex? _index;
    private long[] _done = [];
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
    public RowIndex? Index => _index;

    /// <summary>Begins a pass over a version's segments.</summary>
    public void Begin(RowIndex index)
    {
        _done = new long[(index.Segments.Count / BitsOfAWord) + 1];
        _index = index;
        ToTake = _left = index.Segments.Count;
        if (_left == 0)
        {
            Finish();
        }
    }

    /// <summary>Scores a row with its floats and keeps it if it is among the best k so far and passes the filter. An error is the answer.</summary>
    /// <returns>How many rows' floats were read: 1 or 0.</returns>
    public int TryOffer(Segment segment, int row)
    {
        try
        {
            return Offer(segment, row) ? 1 : 0;
        }
#pragma warning disable CA1031 // The exception is the question's answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
            return 0;
        }
    }

    /// <summary>Notes that a segment has been scanned; the last one completes the answer.</summary>
    public void Note(int number, long scored)
    {
        // A question that is over was perhaps not compared with the last rows of the segment.
        if (!IsOver)
        {
            Interlocked.Or(ref _done[number / BitsOfAWord], 1L << (number % BitsOfAWord));
        }

        Interlocked.Add(ref _scored, scored);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            Finish();
        }
    }

    /// <summary>
    /// What has been found so far, also after the caller has left; null if that is nothing yet, or if there is an answer or an error.
    /// </summary>
    /// <remarks>
    /// A row with a score above <see cref="PartialHits.CompleteDownTo"/> is not in a segment that is left, as no row there can have such a score
    /// (<see cref="ScoreBound.OfUnseen"/>). So it is in one that was scanned from its first to its last row, and there every row was kept, or was
    /// worse than k others. Hits of a segment that is being scanned are hits too, but its rows do not count.
    /// </remarks>
    public PartialHits? SoFar()
    {
        if (_index is not { Segments: var segments } || (IsOver && !_answer.Task.IsCanceled))
        {
            return null;
        }

        long searched = 0, total = 0;
        float? unseen = null;
        for (var number = 0; number < segments.Count; number++)
        {
            var segment = segments[number];
            total += segment.Live;
            if (IsDone(number))
            {
                searched += segment.Live;
            }
            else
            {
                unseen = MathF.Max(unseen ?? 0, ScoreBound.OfUnseen(segment, Norm));
            }
        }

        // Read after the segments, so the hits of all that are done are among them.
        return unseen is { } bound && searched > 0 ? new PartialHits(Best(), searched, total, bound) : null;
    }

    public void Fail(Exception exception)
    {
        _answer.TrySetException(exception);
        _leaving.Dispose();
    }

    /// <summary>The length of a vector, rounded up.</summary>
    public static double NormOf(ReadOnlySpan<float> vector)
    {
        var squares = 0.0;
        foreach (var value in vector)
        {
            squares += (double)value * value;
        }

        return Math.Sqrt(squares) * (1 + 1e-9);
    }

    private bool IsDone(int number) => ((Volatile.Read(ref _done[number / BitsOfAWord]) >> (number % BitsOfAWord)) & 1) != 0;

    private bool Offer(Segment segment, int row)
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

    private Hit[] Best()
    {
        lock (_lock)
        {
            return _top.ToArray();
        }
    }

    private void Leave() => _answer.TrySetCanceled(_cancellationToken);

    private void Finish()
    {
        if (!IsOver)
        {
            _answer.TrySetResult(new ScanResult(Best(), Interlocked.Read(ref _scored)));
        }

        _leaving.Dispose();
    }
}
