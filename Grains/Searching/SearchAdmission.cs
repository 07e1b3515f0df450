using Microsoft.Extensions.Options;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Limits the uncached searches in progress so that they wait for each other no longer than <see cref="SearchOptions.MaxWait"/>. The wait is what a
/// search takes from here to its last hit, encoding and scanning, more than one takes alone. If it is too long, the limit falls in proportion; while
/// it is short and the limit is in use, the limit grows by steps. So a store that is slow but runs searches side by side rejects nobody for long, and
/// one that runs them one after the other does.
/// </summary>
internal sealed class SearchAdmission(IOptions<SearchOptions> options, TimeProvider time)
{
    private const double First = 128;
    private const double Fewest = 16;

    /// <summary>The limit falls below this only if waits stay too long: a pause of the process or of the store is no overload.</summary>
    private const double FewestAtOnce = 96;

    private const double Most = 1024;
    private const double Growth = 4;

    /// <summary>A search that started with fewer in progress than this part of the limit did not wait because of the limit.</summary>
    private const double Relevant = .25;

    /// <summary>A search that starts with at most this many in progress shows what one takes alone.</summary>
    private const int NearlyAlone = 4;

    private const double NewestWeight = .1;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _maxWait = options.Value.MaxWait;
    private readonly Lock _lock = new();
    private double _limit = First;
    private int _inProgress;
    private long _cutAt = long.MinValue;
    private long? _tooLongSince;
    private TimeSpan? _alone;

    /// <summary>Takes a place for a search, or says when to try again. Disposing of the place returns it.</summary>
    /// <param name="work">What the search costs, in plain searches.</param>
    public (Place? Place, TimeSpan RetryAfter) TryEnter(int work)
    {
        lock (_lock)
        {
            if (_inProgress > 0 && _inProgress + work > _limit)
            {
                return (null, RetryAfter);
            }

            _inProgress += work;
            return (new Place(this, work, _inProgress, time.GetTimestamp()), TimeSpan.Zero);
        }
    }

    /// <summary>
    /// What a search costs, in plain searches. In a store that scans, a condition costs about as much as a comparison of embeddings, for the rows
    /// that are near enough to be hits. Searches that share a scan make their comparisons at a fifth of the cost, but each tests its own conditions:
    /// a filter that few rows pass then costs more than this, up to six plain searches for one condition, and one that many pass hardly more than
    /// none. This only divides the places; the limit follows the waits as they are measured.
    /// </summary>
    public static int WorkOf(Filter? filter) => filter switch
    {
        null => 1,
        Filter.And and => 1 + and.Operands.Sum(WorkOf),
        Filter.Or or => 1 + or.Operands.Sum(WorkOf),
        Filter.Not not => WorkOf(not.Operand),
        _ => 2,
    };

    private void Leave(int work)
    {
        lock (_lock)
        {
            _inProgress -= work;
        }
    }

    private void Note(int inProgress, long admitted)
    {
        lock (_lock)
        {
            var took = time.GetElapsedTime(admitted);
            if (inProgress <= NearlyAlone)
            {
                _alone = _alone is { } known ? known + (NewestWeight * (took - known)) : took;
            }

            var wait = took - (_alone ?? TimeSpan.Zero);
            if (wait > _maxWait)
            {
                _tooLongSince ??= time.GetTimestamp();

                // Searches that were admitted before the last cut do not show its effect yet.
                if (admitted >= _cutAt && inProgress >= Relevant * _limit)
                {
                    var fewest = time.GetElapsedTime(_tooLongSince.Value) > LongestPause ? Fewest : FewestAtOnce;
                    _limit = Math.Min(_limit, Math.Max(fewest, inProgress * (_maxWait / wait)));
                    _cutAt = time.GetTimestamp();
                }
            }
            else
            {
                _tooLongSince = null;
                if (wait < _maxWait / 2 && 2 * inProgress >= _limit)
                {
                    _limit = Math.Min(Most, _limit + (Growth / _limit));
                }
            }
        }
    }

    /// <summary>A search in progress.</summary>
    internal sealed class Place(SearchAdmission admission, int work, int inProgress, long admitted) : IDisposable
    {
        /// <summary>Notes that the search has its hits. One that was abandoned or failed says nothing about the wait.</summary>
        public void Note() => admission.Note(inProgress, admitted);

        public void Dispose() => admission.Leave(work);
    }
}
