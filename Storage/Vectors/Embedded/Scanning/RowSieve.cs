using System.Numerics;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Finds the rows of a block that may be among a question's best, in two steps: by the high plane of their codes for all rows, by the whole code for
/// those that are left. What is left then is scored with floats. Belongs to one worker.
/// </summary>
/// <remarks>
/// <code>
///     512 dimensions, a million uniform rows, 10 hits:      rows          bytes read of each
///     by the high plane  (ScoreBound.Coarse)           1,000,000          320
///     by the whole code  (ScoreBound.Fine)                10,000          192 more
///     with floats                                            500        2,048
/// </code>
/// Rows are noted and looked at a little later, when the rest of their codes has come from memory.
/// </remarks>
internal sealed class RowSieve
{
    /// <summary>How many rows are noted before the first is looked at.</summary>
    private const int WorthSettling = 16;

    private readonly float[] _bounds = new float[SegmentScanner.ChunkRows];
    private readonly List<Candidate> _candidates = [];
    private ScoreBound[] _coarse = [];
    private ScoreBound[] _fine = [];
    private float[] _floors = [];

    /// <summary>Folds the questions for a block.</summary>
    public void Begin(ReadOnlySpan<ScanQuestion> questions, BlockCodes rows, QueryCodes codes)
    {
        if (_floors.Length < questions.Length)
        {
            (_coarse, _fine) = (new ScoreBound[questions.Length], new ScoreBound[questions.Length]);
            _floors = new float[questions.Length];
        }

        // What an error may have left.
        _candidates.Clear();
        codes.Reserve(questions.Length);
        for (var i = 0; i < questions.Length; i++)
        {
            (_coarse[i], _fine[i]) = codes.Fold(i, questions[i].Query, questions[i].Norm, rows);
            _floors[i] = FloorOf(questions[i]);
        }
    }

    /// <summary>Whether one of some questions needs the sums with its second plane.</summary>
    public bool UsesBothPlanes(Range questions)
    {
        foreach (ref readonly var bound in _coarse.AsSpan(questions))
        {
            if (bound.UsesBothPlanes)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes the rows of a chunk that the high plane does not rule out.</summary>
    /// <param name="rows">The block.</param>
    /// <param name="chunk">The first row.</param>
    /// <param name="at">The question.</param>
    /// <param name="first">Σ U_j·h_ij with the question's first plane, of each row.</param>
    /// <param name="second">The same with the second plane; ignored unless it is used.</param>
    public void Sift(BlockCodes rows, int chunk, int at, ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var found = _coarse[at].NotBelow(rows.Residuals.Slice(chunk, first.Length), first, second, _floors[at], _bounds);
        for (; found != 0; found &= found - 1)
        {
            var i = BitOperations.TrailingZeroCount(found);
            rows.FetchLow(chunk + i);
            _candidates.Add(new Candidate(at, chunk + i, _bounds[i], first[i], _coarse[at].UsesBothPlanes ? second[i] : 0));
        }
    }

    /// <summary>Scores the noted rows that the whole codes do not rule out either, if they are many or the block is at its end.</summary>
    /// <param name="segment">The rows.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="codes">The same, folded.</param>
    /// <param name="scored">Where the rows are counted that were scored, for each question.</param>
    /// <param name="isLast">Whether this is the end of the block.</param>
    public void Settle(Segment segment, ReadOnlySpan<ScanQuestion> questions, QueryCodes codes, Span<long> scored, bool isLast)
    {
        if (_candidates.Count < WorthSettling && !isLast)
        {
            return;
        }

        foreach (var candidate in _candidates)
        {
            // Other workers raise the floor too.
            var question = questions[candidate.Question];
            ref var floor = ref _floors[candidate.Question];
            floor = FloorOf(question);
            if (candidate.Row < segment.Count && MayBeAbove(floor, segment.Codes!, candidate, codes))
            {
                scored[candidate.Question] += question.TryOffer(segment, candidate.Row);
                floor = FloorOf(question);
            }
        }

        _candidates.Clear();
    }

    private bool MayBeAbove(float floor, BlockCodes rows, in Candidate candidate, QueryCodes codes)
    {
        var (at, row) = (candidate.Question, candidate.Row);
        if (candidate.Bound < floor)
        {
            return false;
        }

        // A row that is far above the floor is there by its whole code too.
        if (candidate.Bound - _coarse[at].SlackOf(rows.Residuals[row]) >= floor)
        {
            return true;
        }

        var low = codes.ScoreLow(at, _fine[at].UsesBothPlanes, rows.Low(row));
        return _fine[at].Of(rows.Norms.Residual, (candidate.First, low.First), (candidate.Second, low.Second)) >= floor;
    }

    // Nothing is above the floor of a question that is over. Scores are clamped to [-1, 1], so a row of that lowest score may have a bound below it.
    private static float FloorOf(ScanQuestion question) =>
        question.IsOver ? float.PositiveInfinity : question.Floor > -1 ? question.Floor : float.NegativeInfinity;

    /// <summary>A row that the high plane does not rule out.</summary>
    private readonly record struct Candidate(int Question, int Row, float Bound, int First, int Second);
}
