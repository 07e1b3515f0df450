namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The questions of a collection. One pass over its segments answers all that are there, up to 64, so their codes are read from memory once for all.
/// </summary>
/// <remarks>
/// <code>
///     segments   0   1   2   3   4   5   6   7   0   1   2   3   4   ...
///     A          x   x   x   x   x   x   x   x                            came when nobody was there
///     B                      x   x   x   x   x   x   x   x                came while segment 2 was scanned
///     C                          x   x   x                                left after segment 5
///                                    ^
///                      one worker scans a segment for A, B and C at once
/// </code>
/// A pass is a ring: whoever comes is boarded at the next segment and leaves after each segment has been scanned once, so nobody waits for the pass
/// of others to end. Workers take one segment each, the next one that is free, so the rows are divided among cores, and not the questions. Each
/// question keeps its own best hits, whose k-th score is the floor for all workers. When nobody is left, the workers stop. A caller whose time is out
/// may ask its question what it has found so far (<see cref="ScanQuestion.SoFar"/>) before it leaves, or after; nobody else notices.
/// <para>
/// Each question is answered from the version that is current when it boards. Versions share their blocks, so questions on several versions share
/// a pass: at each place, those that see the same segment are scanned together. Only if blocks have been removed since, whoever comes waits until the
/// pass is empty, which takes one round at most: nobody boards it any more. So does whoever would be the 65th, until another leaves.
/// </para>
/// </remarks>
internal sealed class ScanQueue(Func<RowIndex> published, bool useCodes = true)
{
    /// <summary>The most questions of a pass.</summary>
    public const int MostTogether = 64;

    /// <summary>Rows times questions from which another worker is worth its start.</summary>
    public const int ParallelRows = 50_000;

    private readonly Lock _lock = new();
    private readonly Queue<ScanQuestion> _waiting = new();
    private readonly List<ScanQuestion> _aboard = [];
    private RowIndex? _index;
    private int _next;
    private int _workers;
    private bool _hasOwnWorker;

    /// <summary>Asks a question.</summary>
    /// <returns>Its answer; cancelled as soon as the question's token is.</returns>
    public Task<ScanResult> AskAsync(ScanQuestion question)
    {
        lock (_lock)
        {
            _waiting.Enqueue(question);
            Board();
            StartWorkers();
        }

        return question.Answer;
    }

    private void Work(bool isHelper)
    {
        var scanner = new SegmentScanner();
        while (Take(isHelper) is var (place, questions))
        {
            foreach (var (segment, together) in Views(place, questions))
            {
                Scan(scanner, place, segment, together);
            }
        }
    }

    private void Scan(SegmentScanner scanner, int place, Segment segment, ScanQuestion[] questions)
    {
        try
        {
            scanner.Scan(place, segment, questions, useCodes);
        }
#pragma warning disable CA1031 // A worker must not end while questions wait; they get the exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Array.ForEach(questions, question => question.Fail(exception));
        }
    }

    /// <summary>What the questions' versions have at a place, and the questions that see the same.</summary>
    private static IEnumerable<(Segment Segment, ScanQuestion[] Questions)> Views(int place, ScanQuestion[] questions) => questions
        .GroupBy(question => question.Index!)
        .GroupBy(version => version.Key.Segments[place], version => version.AsEnumerable())
        .Select(view => (view.Key, view.SelectMany(version => version).ToArray()));

    /// <summary>The next place and the questions whose versions have it; or null, and the worker ends.</summary>
    private (int Place, ScanQuestion[] Questions)? Take(bool isHelper)
    {
        lock (_lock)
        {
            Board();
            if (_aboard.Count == 0)
            {
                End(isHelper);
                return null;
            }

            StartWorkers();
            var place = _next;
            _next = (_next + 1) % _index!.Segments.Count;
            ScanQuestion[] questions = [.. _aboard.Where(question => place < question.Index!.Segments.Count)];
            Array.ForEach(questions, static question => question.ToTake--);
            _aboard.RemoveAll(static question => question.ToTake == 0);
            return (place, questions);
        }
    }

    /// <summary>Lets go of questions that are over, and takes in those that wait.</summary>
    private void Board()
    {
        _aboard.RemoveAll(static question => question.IsOver);
        while (_aboard.Count < MostTogether && _waiting.TryPeek(out var question))
        {
            var index = published();
            if (_aboard.Count == 0 && index != _index)
            {
                (_index, _next) = (index, 0);
            }

            if (index != _index && !index.Continues(_index!))
            {
                return;
            }

            _index = index;
            _waiting.Dequeue();
            question.Begin(index);
            if (!question.IsOver)
            {
                _aboard.Add(question);
            }
        }
    }

    /// <summary>The first worker is always there; others only if the work is worth it and cores are free.</summary>
    private void StartWorkers()
    {
        while (_workers < WorthStarting() && (!_hasOwnWorker || ScanHelpers.TryTake()))
        {
            var isHelper = _hasOwnWorker;
            _hasOwnWorker = true;
            _workers++;
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Queue.Work(work.IsHelper), (Queue: this, IsHelper: isHelper), preferLocal: false);
        }
    }

    private int WorthStarting()
    {
        if (_aboard.Count == 0)
        {
            return 0;
        }

        // The last to come has the most segments left.
        var segments = _aboard[^1].ToTake;
        var most = _aboard.Count > CodeKernel.Questions ? int.MaxValue : ScanHelpers.MostForFew + 1;
        return (long)_index!.Rows * _aboard.Count > ParallelRows ? Math.Min(segments, most) : 1;
    }

    private void End(bool isHelper)
    {
        _workers--;
        if (isHelper)
        {
            ScanHelpers.Return(1);
        }
        else
        {
            _hasOwnWorker = false;
        }

        // An old version must not stay in memory until the next search.
        _index = _workers > 0 ? _index : null;
    }
}
